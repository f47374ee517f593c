import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { whenInstalled } from '../support/when-installed.js';

const run = promisify(execFile);

/** A certbot that gets a certificate unless `refused` is there, and calls its hook as the real one does. */
const CERTBOT = `#!/usr/bin/env bash
set -eu
here="$(dirname "$0")/.."
echo "certbot $*" >>"$here/calls"
if [[ -e $here/refused ]]; then exit 1; fi
while (($# > 0)); do if [[ $1 == --deploy-hook ]]; then hook=$2; fi; shift; done
RENEWED_LINEAGE="$here/lineage" sh -c "$hook"
`;
const DOCKER = `#!/usr/bin/env bash
echo "docker $*" >>"$(dirname "$0")/../calls"
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru certificate-'));
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'deploy', 'scripts'), { recursive: true });
  await copyFile('deploy/scripts/certificate.sh', script());
  for (const [name, text] of Object.entries({ certbot: CERTBOT, docker: DOCKER })) {
    await writeFile(join(folder, 'bin', name), text);
    await chmod(join(folder, 'bin', name), 0o755);
  }
  await mkdir(join(folder, 'lineage'));
  await writeFile(join(folder, 'lineage', 'fullchain.pem'), 'real certificate');
  await writeFile(join(folder, 'lineage', 'privkey.pem'), 'real key');
});
afterEach(() => rm(folder, { recursive: true }));

/** In a path with a space: a shell reads the hook. */
const script = () => join(folder, 'deploy', 'scripts', 'certificate.sh');
const certificate = (...words: string[]) =>
  run(script(), words, {
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      MARU_TLS_DIR: join(folder, 'tls'),
      MARU_ACME_DIR: join(folder, 'acme'),
      CERTBOT_DIR: join(folder, 'letsencrypt'),
      NGINX_USER: String(process.getuid?.()),
    },
  });
const shown = (name: string) => readFile(join(folder, 'tls', name), 'utf8');

test('a real certificate is given to nginx, its key to nobody else', async () => {
  await certificate('maru.example', 'admin@maru.example');
  expect([await shown('tls.crt'), await shown('tls.key')]).toEqual([
    'real certificate',
    'real key',
  ]);
  expect((await stat(join(folder, 'tls', 'tls.key'))).mode & 0o777).toBe(0o400);
  const calls = await readFile(join(folder, 'calls'), 'utf8');
  expect(calls).toContain('--domain maru.example');
  expect(calls).toContain(`--webroot-path ${join(folder, 'acme')}`);
  expect(calls).toContain('docker compose exec -T nginx nginx -s reload');
});

whenInstalled(['openssl'], (openssl) => {
  test('until then there is one of its own, which a refusal leaves in place', async () => {
    await certificate('--self-signed', 'maru.example');
    const first = await shown('tls.crt');
    const path = join(folder, 'tls', 'tls.crt');
    const { stdout } = await run(openssl, [
      'x509',
      '-in',
      path,
      '-noout',
      '-ext',
      'subjectAltName',
    ]);
    expect(stdout).toContain('DNS:maru.example');
    expect((await stat(join(folder, 'tls', 'tls.key'))).mode & 0o777).toBe(0o400);
    await writeFile(join(folder, 'refused'), '');
    await expect(certificate('maru.example', 'admin@maru.example')).rejects.toThrow();
    await certificate('--self-signed', 'maru.example');
    expect(await shown('tls.crt')).toBe(first);
  });
});

test('a call without a name tells how to call it', async () => {
  await expect(certificate()).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringContaining('usage:'),
  });
});
