import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settingCatalogue } from '../../../libs/config/src/setting-catalogue.js';
import { FORM_BYTES } from '../../../libs/http/src/upload/form.reader.js';
import { HEARTBEAT_SECONDS } from '../../../libs/live/src/streams/open-stream.js';
import { MAX_UPLOAD_BYTES } from '../../../libs/media/src/medium/media.js';
import { freePort } from '../support/free-port.js';
import { whenInstalled } from '../support/when-installed.js';
import { Proxy } from './proxy.js';

const text = (name: string) => readFile(join('deploy/nginx', name), 'utf8');
const KILO = 1024;

it('takes bodies as large as the API does, and no larger', async () => {
  const limit = /client_max_body_size (\d+)k;/.exec(await text('nginx.conf'))?.[1];
  expect(Number(limit) * KILO).toBe(MAX_UPLOAD_BYTES + FORM_BYTES);
});

it('lets every upload of the API pass as it arrives', async () => {
  const snippet = await text('snippets/locations.conf');
  const location = /location ~ (\S+) \{\n\s+proxy_request_buffering off;/.exec(snippet)?.[1];
  const streamed = new RegExp(location!);
  const { paths } = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as {
    paths: Record<string, Record<string, { requestBody?: { content?: object } }>>;
  };
  const uploads = Object.entries(paths)
    .filter(([, methods]) =>
      Object.values(methods).some(({ requestBody }) =>
        Object.keys(requestBody?.content ?? {}).includes('multipart/form-data'),
      ),
    )
    .map(([path]) => path);
  expect(uploads).toContain('/v1/media');
  expect(uploads.filter((path) => !streamed.test(path))).toEqual([]);
  expect(streamed.test('/v1/posts')).toBe(false);
});

it('has let go of old connections before an API closes its port', async () => {
  const upstream = await text('templates/upstream.conf.template');
  const keepalive = Number(/keepalive_timeout (\d+)s;/.exec(upstream)?.[1]);
  expect(keepalive).toBeLessThan(Number(settingCatalogue.SHUTDOWN_DELAY.productionPreset));
});

it.each(['proxy_read_timeout', 'proxy_send_timeout', 'send_timeout'])(
  'waits longer for a silent stream than the API is ever silent: %s',
  async (name) => {
    const locations = await text('snippets/locations.conf');
    const own = /location = \/v1\/stream \{([^}]*)\}/.exec(locations)![1]!;
    // What a location doesn't set comes from around it.
    const scopes = [own, await text('snippets/proxy.conf'), await text('nginx.conf')];
    const setting = new RegExp(`^\\s*${name} (\\d+)s;`, 'm');
    const seconds = scopes.flatMap((scope) => setting.exec(scope)?.[1] ?? []);
    expect(Number(seconds[0])).toBeGreaterThan(HEARTBEAT_SECONDS);
  },
);

it('writes nothing outside of /tmp', async () => {
  const main = await text('nginx.conf');
  const written = [...main.matchAll(/^\s*(?:pid|\w+_temp_path|proxy_cache_path) (\S+?);?(?=\s)/gm)];
  expect(written.length).toBeGreaterThan(6);
  expect(written.map(([, path]) => path!).filter((path) => !path.startsWith('/tmp/'))).toEqual([]);
});

whenInstalled(['nginx', 'openssl'], (nginx, openssl) => {
  it.each([false, true])('is accepted by nginx (with TLS: %s)', async (tls) => {
    const nobody = await freePort();
    const proxy = await Proxy.prepare(nginx, [nobody, nobody], { tls });
    try {
      if (tls) {
        const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(proxy.folder, 'tls.key')];
        const certificate = ['-out', join(proxy.folder, 'tls.crt'), '-days', '1'];
        const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
        await promisify(execFile)(openssl, ['req', '-x509', ...key, ...certificate, ...subject]);
      }
      const said = await proxy.test();
      expect(said).toContain('test is successful');
      expect(said).not.toMatch(/\[(?:warn|error|emerg)\]/);
      await proxy.start();
      const ask = (path: string) => fetch(`${proxy.url}${path}`, { redirect: 'manual' });
      // What asks for health on this machine is answered, everybody else led to TLS.
      expect((await ask('/health/ready')).status).toBe(503);
      expect((await ask('/v1/posts')).status).toBe(tls ? 308 : 503);
    } finally {
      await proxy.remove();
    }
  });
});
