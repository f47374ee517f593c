import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { declareConstraints } from '#libs/database';
import { defineProblem, DomainError } from '#libs/kernel';
import { Forbidden } from '../src/index.js';
import { seen } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

const NameTaken = defineProblem({
  code: 'spec-name-taken',
  kind: 'conflict',
  title: 'Taken.',
  help: '-',
});

describe('an answer', () => {
  let app: NestFastifyApplication;
  let authorization: string;

  beforeAll(async () => {
    const sample = await sampleApp();
    app = sample.app;
    authorization = sample.token();
  });
  beforeEach(() => {
    seen.fail = undefined;
    seen.imageUrl = null;
  });
  afterAll(() => app.close());

  const read = (headers: Record<string, string> = {}, url = '/v1/notes/5') =>
    app.inject({ url, headers });

  it('of a single resource carries version and digest, and is not sent twice', async () => {
    const first = await read();
    const tag = String(first.headers.etag);
    expect(tag).toMatch(/^"3-[\w-]{16}"$/);
    for (const sent of [tag, `W/${tag}`, `"1-x", ${tag}`, '*']) {
      const again = await read({ 'if-none-match': sent });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
      expect(again.headers.etag).toBe(tag);
      expect(again.headers['content-type']).toBeUndefined();
    }
    expect((await read({ 'if-none-match': '"3-other"' })).statusCode).toBe(200);
  });

  it('has the same tag when only signatures differ, another when anything else does', async () => {
    const tagFor = async (imageUrl: string | null) => {
      seen.imageUrl = imageUrl;
      return (await read()).headers.etag;
    };
    const base = 'http://localhost/media/private/a.webp';
    const one = await tagFor(`${base}?expires=1&signature=abc`);
    expect(await tagFor(`${base}?expires=2&signature=def`)).toBe(one);
    expect(await tagFor(`${base}2?expires=1&signature=abc`)).not.toBe(one);
    const s3 = (signature: string) =>
      `${base}?X-Amz-Date=${signature}&X-Amz-Signature=${signature}&x-id=GetObject`;
    expect(await tagFor(s3('1'))).toBe(await tagFor(s3('2')));
    expect(await tagFor(null)).not.toBe(one);
  });

  it('compares only the version of If-Match', async () => {
    const edit = async (tag: string) =>
      (
        await app.inject({
          method: 'PATCH',
          url: '/v1/notes/5',
          headers: { authorization, 'if-match': tag },
          payload: {},
        })
      ).statusCode;
    expect(await edit('"3-whatever"')).toBe(200);
    expect(await edit('W/"3-whatever"')).toBe(200);
    expect(await edit('"2-x", "3-y"')).toBe(200);
    expect(await edit('*')).toBe(200);
    expect(await edit('"2-x"')).toBe(412);
    expect(await edit('"abc"')).toBe(412);
    expect(await edit('3')).toBe(412);
    expect(await edit('"99999999999-x"')).toBe(412);
  });

  it('of a creation says where the new resource is', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/notes',
      headers: { authorization },
      payload: { title: 'x' },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({
      location: '/v1/notes/7',
      etag: expect.stringMatching(/^"1-/) as string,
      'content-type': 'application/json; charset=utf-8',
    });
    expect(answer.json()).toMatchObject({ id: '7' });
  });

  it('of a list links to its next page with the other parameters', async () => {
    const first = await read({}, '/v1/notes?limit=5&tag=a&tag=%EB%B2%88');
    expect(first.headers.link).toBe(
      '</v1/notes?limit=5&tag=a&tag=%EB%B2%88&cursor=bmV4dA>; rel="next"',
    );
    expect((await read({}, '/v1/notes?cursor=bmV4dA')).headers.link).toBeUndefined();
  });

  it.each([['/v1/notes/5'], ['/v1/nothing'], ['/v1/notes?limit=x']])(
    'to %s is private and varies',
    async (url) => {
      const answer = await read({ origin: 'https://example.com' }, url);
      expect(answer.headers).toMatchObject({
        'cache-control': 'private, no-cache',
        vary: expect.stringContaining('Authorization, Accept-Encoding') as string,
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.stringContaining('Idempotent-Replayed') as string,
        'x-request-id': expect.stringMatching(/^[\w-]{36}$/) as string,
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    },
  );

  it('carries the request id of the caller when it is sane', async () => {
    expect((await read({ 'x-request-id': 'abc-1.2:3_4' })).headers['x-request-id']).toBe(
      'abc-1.2:3_4',
    );
    for (const bad of ['a b', 'x'.repeat(129), '<script>']) {
      expect((await read({ 'x-request-id': bad })).headers['x-request-id']).not.toBe(bad);
    }
    const error = await read({ 'x-request-id': 'mine' }, '/v1/nothing');
    expect(error.json()).toMatchObject({ requestId: 'mine' });
  });

  it('to a preflight names methods and headers, and has an id', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/v1/notes/5',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,if-match',
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-methods': expect.stringContaining('PATCH') as string,
      'access-control-allow-headers': 'authorization,if-match',
      'access-control-max-age': '86400',
      'x-request-id': expect.any(String) as string,
    });
  });

  it('to origins that are not listed allows nothing', async () => {
    const listed = await sampleApp({ CORS_ORIGINS: 'https://a.example,https://b.example' });
    const from = (origin: string) => listed.app.inject({ url: '/v1/notes/5', headers: { origin } });
    expect((await from('https://a.example')).headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      vary: 'Origin, Authorization, Accept-Encoding',
    });
    expect(
      (await from('https://evil.example')).headers['access-control-allow-origin'],
    ).toBeUndefined();
    await listed.app.close();
  });

  describe('that tells an error', () => {
    it('has exactly the members of the contract', async () => {
      seen.fail = new DomainError(Forbidden, { detail: 'Not yours.' });
      const answer = await read();
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toEqual({
        type: '/problems/forbidden',
        title: Forbidden.title,
        status: 403,
        detail: 'Not yours.',
        code: 'forbidden',
        requestId: answer.headers['x-request-id'],
      });
    });

    it('never tells what broke inside', async () => {
      seen.fail = new Error('password=hunter2 at /srv/app/x.js: select * from secret');
      const answer = await read();
      expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
      expect(answer.body).not.toMatch(/hunter2|select|\.js|stack/);
    });

    it('translates a violated constraint', async () => {
      declareConstraints({ uq_spec_name: NameTaken });
      seen.fail = Object.assign(new Error('QueryFailedError'), {
        driverError: { code: '23505', constraint: 'uq_spec_name' },
      });
      expect((await read()).json()).toMatchObject({ status: 409, code: 'spec-name-taken' });
      seen.fail = Object.assign(new Error('QueryFailedError'), {
        driverError: { code: '23505', constraint: 'uq_unknown' },
      });
      expect((await read()).json()).toMatchObject({ status: 500, code: 'internal' });
    });

    it.each([
      { code: '40001' },
      { code: '40P01' },
      { code: '57014' },
      { code: '57P01' },
      { code: '08006' },
      { code: '53300' },
      { code: '57P03' },
      { code: '58030' },
      { code: '25006' },
      { code: '26000' },
      { code: '28P01' },
      { code: 'ECONNRESET' },
      { code: 'EMFILE' },
      { message: 'timeout expired' },
      { code: 'ECONNREFUSED' },
      { message: 'timeout exceeded when trying to connect' },
      { message: 'Connection terminated unexpectedly' },
    ])('that may pass says when to come back: %j', async ({ code, message }) => {
      seen.fail = Object.assign(new Error(message ?? 'driver'), code === undefined ? {} : { code });
      const answer = await read();
      expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    });

    it('tells a wrong method from a wrong path', async () => {
      const wrong = await app.inject({ method: 'PUT', url: '/v1/notes/5' });
      expect(wrong.json()).toMatchObject({ status: 405, code: 'method-not-allowed' });
      expect(wrong.headers.allow).toBe('DELETE, GET, HEAD, PATCH');
      expect((await app.inject({ method: 'POST', url: '/docs' })).statusCode).toBe(405);
      for (const url of ['/', '/v1', '/v2/notes', '/notes/5', '/v1/notes/5/6', '/etc/passwd']) {
        expect((await app.inject({ method: 'PUT', url })).json()).toMatchObject({
          status: 404,
          code: 'not-found',
        });
      }
    });

    it('leads to its explanation', async () => {
      const page = await app.inject('/problems/not-found');
      expect(page.headers['content-type']).toContain('text/plain');
      expect(page.body).toContain('HTTP 404');
      expect((await app.inject('/problems/no-such')).statusCode).toBe(404);
    });
  });
});
