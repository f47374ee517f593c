import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { eventually, pictures } from '#libs/testing';
import { publishes } from '../../e2e/support/acts.js';
import { type Person, person } from '../../e2e/support/people.js';
import { freePort } from '../support/free-port.js';
import { METRICS_TOKEN } from '../support/production.js';
import { whenInstalled } from '../support/when-installed.js';
import { Proxy } from './proxy.js';
import { proxyStage } from './stage.js';
import { formWith, WireClient } from './wire.js';

const MEGABYTE = 1024 * 1024;

whenInstalled(['nginx'], (nginx) => {
  const start = proxyStage(nginx, { WORKER: 'inline', SHUTDOWN_DELAY: '0' });
  let proxy: Proxy;
  let apiUrl: string;
  let client: WireClient;
  let member: Person;

  beforeAll(async () => {
    const { apis, undo, ...stage } = await start();
    ({ proxy } = stage);
    apiUrl = apis[0]!.url;
    client = new WireClient(proxy.url, '127.0.0.7');
    undo(() => client.close());
    member = await person('member', {}, proxy);
  });

  const upload = (file: Buffer, name: string) => {
    const { type, body } = formWith(file, name);
    const headers = { 'content-type': type, authorization: `Bearer ${member.token}` };
    return client.send(
      'POST',
      '/v1/media',
      { ...headers, 'content-length': `${body.length}` },
      body,
    );
  };

  it('passes requests and answers as they are, with the id of the request', async () => {
    const answer = await client.send('GET', '/v1/posts', { 'x-request-id': 'asked-by-me' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': 'asked-by-me',
    });
    const unknown = await client.send('GET', '/v1/nothing', { 'x-request-id': 'no good id' });
    expect(unknown.status).toBe(404);
    const { requestId, code } = JSON.parse(unknown.text) as Record<string, string>;
    expect(code).toBe('not-found');
    expect(requestId).toMatch(/^[\da-f]{32}$/);
    expect(await proxy.accessLog()).toContain(`"requestId":"${requestId}"`);
  });

  it('knows clients by their connection, whatever they claim', async () => {
    const forged = {
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'x-real-ip': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
    };
    const body = { email: member.email, password: member.password };
    const login = await client.send(
      'POST',
      '/v1/auth/login',
      { ...forged, 'content-type': 'application/json' },
      JSON.stringify(body),
    );
    expect(login.status).toBe(200);
    const { tokens } = JSON.parse(login.text) as { tokens: { accessToken: string } };
    const sessions = await client.json('GET', '/v1/auth/sessions', undefined, tokens.accessToken);
    const { items } = JSON.parse(sessions.text) as { items: { ip: string; current?: boolean }[] };
    expect(items.map(({ ip }) => ip)).toContain('127.0.0.7');
    expect(sessions.text).not.toContain('203.0.113.9');
  });

  it('counts the rate limit of an address for that address', async () => {
    const other = new WireClient(proxy.url, '127.0.0.8');
    const left = async (claimed: string) => {
      const { headers } = await other.send('GET', '/v1/posts', { 'x-forwarded-for': claimed });
      return Number(/"address";r=(\d+)/.exec(headers['ratelimit'] ?? '')?.[1]);
    };
    const first = await left('203.0.113.1');
    expect(await left('203.0.113.2')).toBe(first - 1);
    expect(await left('203.0.113.3')).toBe(first - 2);
    other.close();
  });

  it('takes a picture of almost 15 MB', async () => {
    const side = 2280;
    const noise = randomBytes(side * side * 3);
    const raw = { width: side, height: side, channels: 3 } as const;
    const picture = await sharp(noise, { raw }).png({ compressionLevel: 0 }).toBuffer();
    expect(picture.length).toBeGreaterThan(14.8 * MEGABYTE);
    expect(picture.length).toBeLessThan(15 * MEGABYTE);
    const answer = await upload(picture, 'noise.png');
    expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  });

  it('refuses what is too large with one and the same problem, whoever notices', async () => {
    const { data } = await pictures.jpeg();
    const padded = (bytes: number) => Buffer.concat([data, randomBytes(bytes - data.length)]);
    const byApi = await upload(padded(16 * MEGABYTE), 'large.jpg');
    const byProxy = await upload(padded(20 * MEGABYTE), 'larger.jpg');
    const { type, body } = formWith(padded(20 * MEGABYTE), 'of-unknown-length.jpg');
    const pieces = Array.from({ length: 20 }, (_, i) =>
      body.subarray(i * MEGABYTE, (i + 1) * MEGABYTE),
    );
    const chunked = await client.send(
      'POST',
      '/v1/media',
      { 'content-type': type, authorization: `Bearer ${member.token}` },
      Readable.from(pieces),
    );
    for (const answer of [byApi, byProxy, chunked]) {
      expect(answer.status).toBe(413);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
    const [ofApi, ofProxy] = [byApi, byProxy].map(
      ({ text }) => JSON.parse(text) as Record<string, unknown>,
    );
    expect(Object.keys(ofProxy!).sort()).toEqual(Object.keys(ofApi!).sort());
    for (const field of ['type', 'title', 'status', 'code']) {
      expect(ofProxy![field]).toEqual(ofApi![field]);
    }
  });

  it('refuses a request that it can’t read as a problem', async () => {
    const answer = await client.send('GET', '/v1/posts', { 'x-long': 'x'.repeat(80_000) });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(answer.text)).toMatchObject({ status: 400, code: 'validation-failed' });
  });

  it('hides the metrics, which the API shows to the holder of the token', async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    for (const path of ['/metrics', '/metrics?x', '//metrics', '/%6detrics', '/v1/../metrics']) {
      const answer = await client.send('GET', path, headers);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).not.toContain('process_cpu');
    }
    expect((await fetch(`${apiUrl}/metrics`, { headers })).status).toBe(200);
  });

  it('compresses text, but no answer with tokens', async () => {
    const gzip = { 'accept-encoding': 'gzip' };
    const document = await client.send('GET', '/openapi.json', gzip);
    expect(document.headers['content-encoding']).toBe('gzip');
    const text = gunzipSync(document.bytes).toString();
    expect(JSON.parse(text)).toHaveProperty('openapi');
    expect(document.bytes.length).toBeLessThan(text.length / 4);
    const problem = await client.send('POST', '/v1/auth/login', gzip);
    expect(problem.headers['content-encoding']).toBeUndefined();
  });

  it('keeps the version of a resource usable when it compresses', async () => {
    const body = 'x'.repeat(3_000);
    const { id } = await publishes(member, { title: 'Compressed', body });
    const authorization = `Bearer ${member.token}`;
    const read = await client.send('GET', `/v1/posts/${id}`, {
      'accept-encoding': 'gzip',
      authorization,
    });
    expect(read.headers['content-encoding']).toBe('gzip');
    const edit = (tag: string) =>
      client.send(
        'PATCH',
        `/v1/posts/${id}`,
        { authorization, 'content-type': 'application/json', 'if-match': tag },
        JSON.stringify({ title: 'Changed' }),
      );
    expect((await edit(read.headers['etag']!)).status).toBe(200);
    expect((await edit(read.headers['etag']!)).status).toBe(412);
  });

  it('serves parts of pictures, the second time from its cache', async () => {
    const { name, data } = await pictures.jpeg();
    const { id: mediaId } = JSON.parse((await upload(data, name)).text) as { id: string };
    const post = { title: 'With a picture', body: 'See.', mediaIds: [mediaId] };
    await eventually(
      async () => (await client.json('GET', `/v1/media/${mediaId}`, undefined, member.token)).text,
      (text) => text.includes('"ready"'),
    );
    const { id: postId } = await publishes(member, post);
    const url = await eventually(
      async () => {
        const { text } = await client.json('GET', `/v1/posts/${postId}`);
        const { images } = JSON.parse(text) as { images: { variants: Variants }[] };
        return images[0]?.variants.large.url ?? '';
      },
      (address) => address.includes('/media/public/'),
    );
    const { pathname } = new URL(url);
    const whole = await client.send('GET', pathname);
    expect(whole.status).toBe(200);
    expect(whole.headers).toMatchObject({
      'cache-control': 'public, max-age=86400, immutable',
      'x-cache-status': 'MISS',
      'content-type': 'image/webp',
    });
    const part = await client.send('GET', pathname, { range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(part.headers).toMatchObject({
      'content-range': `bytes 10-19/${whole.bytes.length}`,
      'x-cache-status': expect.stringMatching(/^(?:HIT|REVALIDATED)$/),
    });
    expect(part.bytes).toEqual(whole.bytes.subarray(10, 20));
    const beyond = await client.send('GET', pathname, { range: 'bytes=99999999-' });
    expect(beyond.status).toBe(416);

    await client.json('DELETE', `/v1/posts/${postId}`, undefined, member.token);
    await eventually(
      async () => (await client.send('GET', pathname)).status,
      (status) => status === 404,
    );
  });

  it('answers as the API would when there is none', async () => {
    const nobody = await freePort();
    const alone = await Proxy.prepare(nginx, [nobody, nobody]);
    await alone.start();
    const answer = await fetch(`${alone.url}/v1/posts`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await answer.json()).toMatchObject({ code: 'unavailable', status: 503 });
    expect(await alone.probe()).toBe(false);
    await alone.remove();
  });
});

interface Variants {
  readonly large: { readonly url: string };
}
