import { createECDH, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the `.env` of docker-compose.yml with random secrets, readable by its owner only. An `.env` that is there
 * stays as it is, but for names that it lacks: those are added at its end.
 *
 *   node deploy/docker/make-env.mjs [folder]
 */
const path = join(process.argv[2] ?? '.', '.env');
const secret = (bytes = 32) => randomBytes(bytes).toString('hex');

/** The key by which push services know this service. */
function vapidKey() {
  const key = createECDH('prime256v1');
  key.generateKeys();
  return Buffer.from(key.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
}

const text = `# Settings of docker-compose.yml. Every name begins with MARU_ or ALERT_, so that \`npm start\` reads none of them.

MARU_POSTGRES_PASSWORD=${secret(24)}
MARU_POSTGRES_APP_PASSWORD=${secret(24)}
MARU_POSTGRES_EXPORTER_PASSWORD=${secret(24)}
MARU_JWT_SECRET=${secret(48)}
MARU_METRICS_TOKEN=${secret(24)}
MARU_VAPID_PRIVATE_KEY=${vapidKey()}
MARU_S3_KEY=maru${secret(8)}
MARU_S3_SECRET=${secret(24)}
MARU_GRAFANA_PASSWORD=${secret(12)}

# The first superuser.
MARU_ADMIN_EMAIL=admin@example.org
MARU_ADMIN_PASSWORD=${secret(12)}

# Without a mail server each mail becomes a file in the volume maru-data.
#MARU_MAIL_URL=smtp://user:password@smtp.example.org:587
#MARU_MAIL_FROM=Maru <no-reply@example.org>
# Whom push services ask; the address of MARU_MAIL_FROM without it.
#MARU_VAPID_SUBJECT=mailto:admin@example.org

# Where clients reach Maru and the pictures.
#MARU_HTTP_PORT=0.0.0.0:80
#MARU_PUBLIC_URL=https://maru.example.org
#MARU_S3_ENDPOINT=https://s3.example.org

# Where alerts go; nowhere without these.
#ALERT_SLACK_WEBHOOK_URL=
#ALERT_SLACK_CHANNEL=#maru-alerts
#ALERT_MAIL_TO=
#ALERT_MAIL_FROM=
#ALERT_SMTP_HOST=smtp.example.org:587
#ALERT_SMTP_USER=
#ALERT_SMTP_PASSWORD=
`;

if (existsSync(path)) {
  const present = readFileSync(path, 'utf8');
  const missing = text.match(/^\w+=.*$/gm).filter((line) => !has(present, line.split('=')[0]));
  if (missing.length === 0) {
    console.log(`${path} is there and stays as it is.`);
  } else {
    const start = present === '' || present.endsWith('\n') ? '' : '\n';
    appendFileSync(path, `${start}${missing.join('\n')}\n`);
    const names = missing.map((line) => line.split('=')[0]);
    console.log(`${path} is there and has got what it lacked: ${names.join(', ')}.`);
  }
} else {
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  console.log(`${path} was written. It holds secrets: keep it out of backups that others read.`);
}

/** Whether a line of the file sets the name, in any form that Compose takes. */
function has(file, name) {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*(?:[=:]|$)`, 'm').test(file);
}
