import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { templateVariables } from '../nginx/proxy.js';
import { whenInstalled } from '../support/when-installed.js';
import { compose, type Service } from './compose.js';

const overlay = parse(readFileSync('deploy/docker/compose.tls.yml', 'utf8')) as {
  services: Record<string, Service>;
};

it('adds to services that there are', () => {
  const known = Object.keys(compose.services);
  expect(Object.keys(overlay.services).filter((name) => !known.includes(name))).toEqual([]);
});

it('leaves no program half a store of pictures', () => {
  const programs = Object.entries(compose.services).filter(
    ([name, { environment }]) => name !== 'bucket' && environment?.['S3_ENDPOINT'] !== undefined,
  );
  expect(programs.map(([name]) => name)).toEqual(['migrate', 'api-1', 'api-2', 'worker']);
  for (const [name, { environment, volumes }] of programs) {
    const ofStore = Object.keys(environment ?? {}).filter((key) => key.startsWith('S3_'));
    const without = Object.fromEntries(ofStore.map((key) => [key, '']));
    expect([name, overlay.services[name]?.environment]).toEqual([name, without]);
    // Then pictures lie in a folder that all of them share.
    if (name !== 'migrate') {
      expect([name, volumes]).toEqual([name, ['maru-data:/var/lib/maru']]);
    }
  }
});

it('fills every variable of the proxy’s templates', async () => {
  const given = [compose, overlay].flatMap(({ services }) =>
    Object.keys(services['nginx']?.environment ?? {}),
  );
  const wanted = (await templateVariables()).filter((name) => !name.includes('LOCAL_RESOLVERS'));
  expect(wanted.filter((name) => !given.includes(name))).toEqual([]);
});

it('puts the template with TLS in the place of the plain one, and opens its port', () => {
  const { volumes = [], ports, environment = {} } = overlay.services['nginx']!;
  expect(volumes[0]).toBe(
    './deploy/nginx/tls/tls.conf.template:/etc/nginx/templates/plain.conf.template:ro',
  );
  expect(ports).toEqual([`0.0.0.0:443:${environment['NGINX_TLS_PORT']!}`]);
  const mounted = volumes.map((volume) => volume.split(':').at(-2));
  for (const name of ['NGINX_TLS_CERTIFICATE', 'NGINX_TLS_KEY']) {
    expect(mounted).toContain(join(environment[name]!, '..'));
  }
  const template = readFileSync('deploy/nginx/tls/tls.conf.template', 'utf8');
  expect(mounted).toContain(/root ([^;]+);/.exec(template)?.[1]);
});

whenInstalled(['docker-compose'], (program) => {
  it('is taken by Compose as an addition', async () => {
    const run = promisify(execFile);
    const folder = await mkdtemp(join(tmpdir(), 'maru-env-'));
    try {
      await run(process.execPath, ['deploy/docker/make-env.mjs', folder]);
      const files = ['-f', 'docker-compose.yml', '-f', 'deploy/docker/compose.tls.yml'];
      const settings = ['--env-file', join(folder, '.env')];
      const { stdout } = await run(program, [...settings, ...files, 'config'], {
        env: {
          PATH: process.env['PATH'],
          MARU_HTTP_PORT: '0.0.0.0:80',
          MARU_TLS_DIR: '/data/tls',
          MARU_ACME_DIR: '/data/acme',
        },
      });
      const { services } = parse(stdout) as { services: Record<string, Service> };
      const ports = services['nginx']?.ports?.map((port) => port.replace('/tcp', ''));
      expect(ports).toEqual(['0.0.0.0:80:8080', '0.0.0.0:443:8443']);
      expect(services['api-1']?.environment?.['S3_BUCKET']).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
