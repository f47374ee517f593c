import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what Prometheus and Alertmanager read from files into a folder: `alertmanager.yml`, which sends alerts to
 * Slack, by mail, to both, or to nobody, as the environment says; `metrics-token`; and `sites.json`, what is asked
 * from outside: the site of PUBLIC_URL when that begins with https.
 *
 *   node render.mjs /etc/maru-monitoring
 *
 * ALERT_SLACK_WEBHOOK_URL, ALERT_SLACK_CHANNEL (default #maru-alerts); ALERT_MAIL_TO with ALERT_SMTP_HOST
 * (host:port), and ALERT_MAIL_FROM, ALERT_SMTP_USER, ALERT_SMTP_PASSWORD as the mail server asks for; METRICS_TOKEN.
 */

const TITLE = '{{ .CommonLabels.alertname }} ({{ .Status }}, {{ .CommonLabels.severity }})';
const TEXT =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ end }}';

/** The configuration of Alertmanager. @throws Error when mail is wanted and the mail server is missing */
export function alertmanagerConfig(env) {
  const slack = slackFrom(env);
  const mail = mailFrom(env);
  return {
    route: {
      receiver: 'operators',
      group_by: ['alertname', 'job', 'deployment'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: [
        // Told at once, and again while it lasts.
        {
          receiver: 'operators',
          matchers: ['severity="critical"'],
          group_wait: '10s',
          repeat_interval: '1h',
        },
        // Scaling is news, not a call: to the channel only, once.
        { receiver: 'news', matchers: ['severity="info"'], repeat_interval: '7d' },
      ],
    },
    inhibit_rules: [
      {
        source_matchers: ['severity="critical"'],
        target_matchers: ['severity="warning"'],
        equal: ['alertname', 'instance', 'name'],
      },
      // Without a database or without an API everything else follows.
      {
        source_matchers: ['alertname=~"MaruDatabaseDown|MaruApiDown"'],
        target_matchers: ['alertname=~"Maru.+Burn|MaruInternalError|MaruTargetDown|MaruOutboxLag"'],
      },
    ],
    receivers: [
      { name: 'operators', ...slack, ...mail },
      { name: 'news', ...slack },
    ],
  };
}

function slackFrom({ ALERT_SLACK_WEBHOOK_URL: url, ALERT_SLACK_CHANNEL: channel }) {
  if (!url) {
    return {};
  }
  const config = {
    api_url: url,
    channel: channel || '#maru-alerts',
    send_resolved: true,
    title: TITLE,
    text: TEXT,
  };
  return { slack_configs: [config] };
}

function mailFrom(env) {
  const { ALERT_MAIL_TO: to, ALERT_SMTP_HOST: smarthost, ALERT_SMTP_USER: user } = env;
  if (!to) {
    return {};
  }
  if (!smarthost) {
    throw new Error(
      'ALERT_SMTP_HOST: it is missing while ALERT_MAIL_TO is set. Set it to host:port.',
    );
  }
  const config = {
    to,
    from: env.ALERT_MAIL_FROM || 'Maru alerts <no-reply@localhost>',
    smarthost,
    send_resolved: true,
    headers: { Subject: TITLE },
    text: TEXT,
    ...(user && { auth_username: user, auth_password: env.ALERT_SMTP_PASSWORD ?? '' }),
  };
  return { email_configs: [config] };
}

/** Targets of the blackbox exporter. Without TLS there is no site, only a machine on a desk. */
export function sites({ PUBLIC_URL: url }) {
  return url?.startsWith('https://')
    ? [{ targets: [`${url.replace(/\/$/, '')}/health/ready`] }]
    : [];
}

const [, program, folder] = process.argv;
if (folder !== undefined && import.meta.filename === program) {
  // Other users read it: those of the two programs.
  chmodSync(folder, 0o755);
  // JSON is YAML, and needs no escaping by hand.
  const config = JSON.stringify(alertmanagerConfig(process.env), undefined, 2);
  writeFileSync(join(folder, 'alertmanager.yml'), `${config}\n`, { mode: 0o644 });
  writeFileSync(join(folder, 'sites.json'), JSON.stringify(sites(process.env)), { mode: 0o644 });
  writeFileSync(join(folder, 'metrics-token'), process.env.METRICS_TOKEN ?? '', { mode: 0o644 });
}
