import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenInstalled } from '../support/when-installed.js';

const ROOT = join(__dirname, '..', '..', '..', 'infra');
const HOST_INIT = 'modules/aws/host/init.sh.tftpl';
const SERVER_INIT = 'modules/ncp/servers/init.sh.tftpl';

const STAGES = readdirSync(join(ROOT, 'stages')).flatMap((cloud) =>
  readdirSync(join(ROOT, 'stages', cloud)).map((name) => `${cloud}/${name}`),
);

/** What a stage of Naver Cloud gets from the environment. */
function secretsOf(stage: string): string[] {
  const settings = ['JWT_SECRET', 'METRICS_TOKEN', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
  return [
    ...(stage.startsWith('ncp/') ? ['-var=database_password=maru-2-Maru'] : []),
    ...(stage === 'ncp/staging'
      ? [`-var=secret_settings={${settings.map((name) => `${name}="x"`).join(',')}}`]
      : []),
  ];
}

function run(command: string, args: string[], options: { cwd?: string; input?: string } = {}) {
  // Bash that reads from a socket, as here, and was started by no other shell takes itself for a login, and reads its files.
  const env = { ...process.env, SHLVL: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env,
    ...options,
  });
  return { status, stdout, stderr };
}

describe('The scripts of the infrastructure', () => {
  whenInstalled(['shellcheck'], (shellcheck) => {
    it('are clean shell', () => {
      const scripts = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.sh'))
        .map((file) => join(ROOT, file));
      expect(scripts.length).toBeGreaterThan(1);
      expect(run(shellcheck, scripts)).toMatchObject({ status: 0, stdout: '' });
    });
  });

  describe('the start of a single host', () => {
    /** Runs the part that makes the secrets, on a volume that has these. */
    function secretsAfter(before: string): Map<string, string> {
      const file = join(mkdtempSync(join(tmpdir(), 'maru-volume-')), 'maru.env');
      writeFileSync(file, before);
      const part = /^touch \/data\/maru\.env$[^]*?(?=^rm -rf)/m.exec(
        readFileSync(join(ROOT, HOST_INIT), 'utf8'),
      )![0];
      const script = part.replaceAll('/data/maru.env', file).replaceAll('$${', '${');
      expect(run('bash', ['-euo', 'pipefail', '-c', script])).toMatchObject({
        status: 0,
        stderr: '',
      });
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      const pairs = lines.map((line) => line.split('=') as [string, string]);
      expect(new Set(lines.map((line) => line.split('=')[0])).size).toBe(lines.length);
      return new Map(pairs);
    }

    it('makes what a volume lacks, and keeps what it has', () => {
      const fresh = secretsAfter('');
      expect([...fresh.values()].filter((value) => !/^(maru)?[0-9a-f]{16,}$/.test(value))).toEqual(
        [],
      );
      const old = secretsAfter('MARU_POSTGRES_PASSWORD=old\nMARU_S3_KEY=kept\n');
      expect([...old.keys()].sort()).toEqual([...fresh.keys()].sort());
      expect([old.get('MARU_POSTGRES_PASSWORD'), old.get('MARU_S3_KEY')]).toEqual(['old', 'kept']);
      expect(old.get('MARU_POSTGRES_APP_PASSWORD')).toMatch(/^[0-9a-f]{48}$/);
      const again = [...old].map((pair) => `${pair.join('=')}\n`).join('');
      expect(secretsAfter(again)).toEqual(old);
    });
  });

  describe('terraform.sh', () => {
    /** Runs it with a `terraform` and an `aws` that only tell how they were called. */
    function called(args: string[], environment: Record<string, string> = {}) {
      const bin = mkdtempSync(join(tmpdir(), 'maru-terraform-'));
      for (const program of ['terraform', 'aws']) {
        const path = join(bin, program);
        writeFileSync(
          path,
          `#!/bin/sh\necho "\${PWD##*/stages/}: ${program} $*" >>"${bin}/calls"\n`,
        );
        chmodSync(path, 0o755);
      }
      const { status, stderr } = spawnSync(join(ROOT, 'terraform.sh'), args, {
        encoding: 'utf8',
        env: { PATH: `${bin}:/usr/bin:/bin`, ...environment },
      });
      const calls = readdirSync(bin).includes('calls')
        ? readFileSync(join(bin, 'calls'), 'utf8').trim().split('\n')
        : [];
      return { status, stderr, calls };
    }

    it('applies a stage with its state in the bucket', () => {
      expect(
        called(['apply', 'aws/prod', '-auto-approve'], { MARU_STATE_BUCKET: 'states' }),
      ).toEqual({
        status: 0,
        stderr: '',
        calls: [
          'aws/prod: terraform init -input=false -reconfigure -backend-config=bucket=states -backend-config=region=ap-northeast-2',
          'aws/prod: terraform apply -auto-approve',
        ],
      });
    });

    it('validates without the bucket', () => {
      expect(called(['validate', 'ncp/k8s']).calls).toEqual([
        'ncp/k8s: terraform init -input=false -backend=false',
        'ncp/k8s: terraform validate',
      ]);
    });

    it('asks for the bucket, a command and a stage', () => {
      expect(called(['apply', 'aws/prod'])).toMatchObject({ calls: [] });
      expect(called(['apply', 'aws/prod']).stderr).toContain('MARU_STATE_BUCKET');
      for (const args of [[], ['apply'], ['apply', 'aws/nowhere']]) {
        expect(called(args)).toMatchObject({ status: 64, calls: [] });
      }
    });

    it('makes the bucket of states closed, versioned and encrypted', () => {
      const { calls } = called(['state-bucket'], { MARU_STATE_BUCKET: 'states' });
      expect(calls.map((call) => /: aws (\S+ \S+)/.exec(call)?.[1])).toEqual([
        's3api head-bucket',
        's3api put-bucket-versioning',
        's3api put-public-access-block',
        's3api put-bucket-encryption',
      ]);
    });
  });

  describe('registry.sh', () => {
    const credentials = { NCLOUD_ACCESS_KEY: 'key-id', NCLOUD_SECRET_KEY: 'top secret' };

    /** Runs it against an API that answers with the status and remembers what it was asked. */
    async function asked(args: string[], status: number) {
      const requests: { line: string; body: string; isSigned: boolean }[] = [];
      const server = createServer((request, response) => {
        void (async () => {
          const body = Buffer.concat(await request.toArray()).toString();
          const line = `${String(request.method)} ${String(request.url)}`;
          const stamp = String(request.headers['x-ncp-apigw-timestamp']);
          const signature = createHmac('sha256', credentials.NCLOUD_SECRET_KEY)
            .update(`${line}\n${stamp}\n${credentials.NCLOUD_ACCESS_KEY}`)
            .digest('base64');
          const isSigned = request.headers['x-ncp-apigw-signature-v2'] === signature;
          requests.push({ line, body, isSigned });
          response.writeHead(status).end('{"returnMessage":"told why"}');
        })();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const child = spawn(join(ROOT, 'modules/ncp/registry/registry.sh'), args, {
        env: { ...process.env, ...credentials, NCR_API: `http://127.0.0.1:${port}/ncr/api/v2` },
      });
      let stderr = '';
      child.stderr.on('data', (chunk) => (stderr += String(chunk)));
      const [code] = await once(child, 'close');
      server.close();
      return { code: Number(code), stderr, requests };
    }

    whenInstalled(['curl', 'openssl'], () => {
      it('makes a registry with signed requests', async () => {
        expect(await asked(['create', 'maru', 'maru-images'], 201)).toEqual({
          code: 0,
          stderr: '',
          requests: [
            {
              line: 'POST /ncr/api/v2/repositories/maru',
              body: '{"bucket":"maru-images"}',
              isSigned: true,
            },
          ],
        });
      });

      it('removes a registry, also one that is gone', async () => {
        const { code, requests } = await asked(['delete', 'maru'], 404);
        expect({ code, requests }).toEqual({
          code: 0,
          requests: [{ line: 'DELETE /ncr/api/v2/repositories/maru', body: '', isSigned: true }],
        });
      });

      it('tells why it failed', async () => {
        const { code, stderr } = await asked(['create', 'maru', 'maru-images'], 409);
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('told why') });
      });
    });
  });
});

describe('Terraform itself', () => {
  whenInstalled(['terraform'], (terraform) => {
    it('finds all files well formatted', () => {
      expect(run(terraform, ['fmt', '-check', '-diff', '-recursive', ROOT])).toMatchObject({
        status: 0,
        stdout: '',
      });
    });

    /** What a template becomes with these values, written as HCL. */
    function rendered(template: string, values: string): string {
      const folder = mkdtempSync(join(tmpdir(), 'maru-template-'));
      cpSync(join(ROOT, template), join(folder, 'template'));
      const input = `jsonencode(templatefile("template", ${values}))`;
      const { stdout, stderr } = run(terraform, ['console'], { cwd: folder, input });
      expect(stdout === '' ? stderr : '').toBe('');
      return JSON.parse(JSON.parse(stdout) as string) as string;
    }

    const host = (settings: string) =>
      rendered(
        HOST_INIT,
        `{ volume_id = "vol-0a1", repository = "https://github.com/example/maru.git", release = "v1", domain = "maru.example", admin_email = "admin@maru.example", settings = ${settings} }`,
      );
    const server = (registry: string) =>
      rendered(
        SERVER_INIT,
        `{ image = "ghcr.io/example/maru:1", port = 3000, registry = ${registry}, settings = { B = "it's \\"$2\\"", A = "1" } }`,
      );

    it('fills in the start of a single host', () => {
      const script = host('{ MARU_MAIL_FROM = "a@maru.example" }');
      expect(script).toContain('volume="vol0a1"');
      expect(script).toContain("echo 'MARU_PUBLIC_URL=https://maru.example'");
      expect(script).toContain("  echo 'MARU_MAIL_FROM=a@maru.example'\n}");
    });

    it('carries settings to servers unchanged, whatever they hold', () => {
      const script = server('null');
      const encoded = /<<'SETTINGS'\n(.*)\nSETTINGS/.exec(script)?.[1] ?? '';
      expect(Buffer.from(encoded, 'base64').toString()).toBe('A=1\nB=it\'s "$2"\n');
      expect(script).not.toContain('docker login');
      expect(server('{ host = "h", username = "u", password = "p" }')).toContain('docker login');
    });

    it.each(STAGES)('accepts the example values of %s', (stage) => {
      const folder = mkdtempSync(join(tmpdir(), 'maru-stage-'));
      for (const file of ['variables.tf', 'example.tfvars']) {
        cpSync(join(ROOT, 'stages', stage, file), join(folder, file));
      }
      const values = ['-var-file=example.tfvars', ...secretsOf(stage)];
      expect(run(terraform, ['init', '-input=false'], { cwd: folder })).toMatchObject({
        status: 0,
      });
      const { status, stderr } = run(terraform, ['plan', '-input=false', ...values], {
        cwd: folder,
      });
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    });

    whenInstalled(['shellcheck'], (shellcheck) => {
      it('makes clean shell of the templates', () => {
        const scripts = [host('{}'), server('{ host = "h", username = "u", password = "p" }')];
        for (const input of scripts) {
          expect(run(shellcheck, ['-'], { input })).toMatchObject({ status: 0, stdout: '' });
        }
      });
    });
  });
});
