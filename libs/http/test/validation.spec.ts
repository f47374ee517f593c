import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { seen } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

describe('a request', () => {
  let app: NestFastifyApplication;
  let authorization: string;

  beforeAll(async () => {
    const sample = await sampleApp();
    app = sample.app;
    authorization = sample.token();
  });
  afterAll(() => app.close());

  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/v1/notes',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      payload:
        typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
  const get = (url: string) => app.inject({ method: 'GET', url });
  const patch = (payload: object) =>
    app.inject({ method: 'PATCH', url: '/v1/notes/5', headers: { authorization }, payload });

  it('gives the handler an instance with defaults and without absent fields', async () => {
    expect((await post({ title: 'Hi' })).statusCode).toBe(201);
    expect(seen.body).toEqual({ title: 'Hi', visibility: 'public' });
    expect(Object.keys(seen.body ?? {})).toEqual(expect.not.arrayContaining(['body', 'tags']));
    await patch({});
    expect(Object.keys(seen.body ?? {})).toEqual([]);
    await patch({ body: null });
    expect(seen.body).toEqual({ body: null });
  });

  it.each([
    [{}, '/title', 'required'],
    [{ title: null }, '/title', 'not-nullable'],
    [{ title: 5 }, '/title', 'wrong-type'],
    [{ title: '' }, '/title', 'too-short'],
    [{ title: 'x'.repeat(11) }, '/title', 'too-long'],
    [{ title: 'a\u0000' }, '/title', 'unsupported-character'],
    [{ title: 'x', visibility: 'secret' }, '/visibility', 'not-allowed'],
    [{ title: 'x', visibility: null }, '/visibility', 'not-nullable'],
    [{ title: 'x', tags: 'a' }, '/tags', 'wrong-type'],
    [{ title: 'x', tags: ['a', 'b', 'c', 'd'] }, '/tags', 'too-many'],
    [{ title: 'x', tags: ['a', 'toolong'] }, '/tags/1', 'too-long'],
    [{ title: 'x', tags: ['a', 'a'] }, '/tags', 'duplicate'],
    [{ title: 'x', place: {} }, '/place/city', 'required'],
    [{ title: 'x', place: { city: 'Seoul', extra: 1 } }, '/place/extra', 'unknown-field'],
    [{ title: 'x', place: [] }, '/place', 'wrong-type'],
    [{ title: 'x', places: [{ city: 'a' }, { city: 7 }] }, '/places/1/city', 'wrong-type'],
    [{ title: 'x', places: [7] }, '/places/0', 'wrong-type'],
    [{ title: 'x', amount: 1.5 }, '/amount', 'wrong-type'],
    [{ title: 'x', amount: 11 }, '/amount', 'too-large'],
    [{ title: 'x', amount: '3' }, '/amount', 'wrong-type'],
    [{ title: 'x', day: '2026-02-30' }, '/day', 'invalid-format'],
    [{ title: 'x', day: '0000-01-01' }, '/day', 'invalid-format'],
    [{ title: 'x', email: 'nobody' }, '/email', 'invalid-format'],
    [{ title: 'x', link: 'javascript:alert(1)' }, '/link', 'invalid-format'],
    [{ title: 'x', link: 'https://user:pw@example.com' }, '/link', 'invalid-format'],
    [{ title: 'x', toString: 1 }, '/toString', 'unknown-field'],
    [{ title: 'x', constructor: 1 }, '/constructor', 'unknown-field'],
    [{ title: 'x', 'a/b~c': 1 }, '/a~1b~0c', 'unknown-field'],
    [[], '', 'wrong-type'],
    ['"text"', '', 'wrong-type'],
    ['null', '', 'wrong-type'],
    ['', '', 'required'],
    ['{"title":"\\ud800"}', '/title', 'unsupported-character'],
    ['{"\\u0000":1}', '', 'unsupported-character'],
    ['{"title":"x","amount":1e400}', '/amount', 'wrong-type'],
    [`{"title":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, '', 'too-deep'],
  ])('with the body %j is refused', async (body, pointer, code) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer, code }] });
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(1);
  });

  it('counts code points, not UTF-16 units', async () => {
    expect((await post({ title: '🧡'.repeat(10) })).statusCode).toBe(201);
    expect((await post({ title: '🧡'.repeat(11) })).statusCode).toBe(400);
  });

  it.each(['{', '{"__proto__":', Buffer.from([0x22, 0xff, 0x22])])(
    'that is not JSON is malformed: %s',
    async (body) => {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'malformed-json' });
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'multipart/form-data; boundary=x',
  ])('of type %s is refused with 415 where JSON is read', async (type) => {
    const answer = await post('a=b', { 'content-type': type });
    expect(answer.json()).toMatchObject({ code: 'unsupported-media-type', status: 415 });
  });

  it('over 256 KB is refused with 413', async () => {
    const answer = await post({ title: 'x'.repeat(256 * 1024) });
    expect(answer.json()).toMatchObject({ code: 'payload-too-large', status: 413 });
  });

  it('may name no field of a PATCH null that is not nullable', async () => {
    const answer = await patch({ title: null });
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/title', code: 'not-nullable' }] });
  });

  it('without a body is fine where none is read, whatever its type', async () => {
    const answer = await app.inject({
      method: 'DELETE',
      url: '/v1/notes/5',
      headers: { authorization, 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(204);
  });

  it('has its query read by type', async () => {
    await get('/v1/notes?limit=5&excludeMe=true&tag=a');
    expect(seen.body).toEqual({ limit: 5, excludeMe: true, tag: ['a'] });
    await get('/v1/notes?tag=a&tag=b');
    expect(seen.body).toEqual({ limit: 20, tag: ['a', 'b'] });
  });

  it.each([
    ['limit=0', '?limit', 'too-small'],
    ['limit=101', '?limit', 'too-large'],
    ['limit=', '?limit', 'wrong-type'],
    ['limit=1e1', '?limit', 'wrong-type'],
    ['limit=5&limit=6', '?limit', 'repeated-parameter'],
    ['excludeMe=yes', '?excludeMe', 'wrong-type'],
    ['q=a', '?q', 'too-short'],
    ['q=a%00b', '?q', 'unsupported-character'],
    ['offset=5', '?offset', 'unknown-parameter'],
    ['__proto__=5', '?__proto__', 'unknown-parameter'],
    ['toString=5', '?toString', 'unknown-parameter'],
    ['tag=a&tag=b&tag=c&tag=d', '?tag', 'too-many'],
    ['tag=toolong', '?tag', 'too-long'],
  ])('with the query %s is refused', async (query, pointer, code) => {
    const answer = await get(`/v1/notes?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'validation-failed', errors: [{ pointer, code }] });
  });

  it('with a query is refused where there are no parameters', async () => {
    const answer = await get('/v1/notes/5?limit=5');
    expect(answer.json()).toMatchObject({
      errors: [{ pointer: '?limit', code: 'unknown-parameter' }],
    });
  });

  it.each(['0', '01', 'abc', '-1', '9223372036854775808', '%00', '1%2F2', 'x'.repeat(3000)])(
    'for the id %s is not found',
    async (id) => {
      const answer = await get(`/v1/notes/${id}`);
      expect(answer.json()).toMatchObject({ code: 'not-found', status: 404 });
    },
  );

  it.each(['%00', 'toolong', '%EA%B0%80'.repeat(6)])(
    'for the slug %s is not found',
    async (slug) => {
      expect((await get(`/v1/notes/by-slug/${slug}`)).statusCode).toBe(404);
    },
  );

  it('for a slug of any script is answered', async () => {
    expect((await get(`/v1/notes/by-slug/${encodeURIComponent('마루')}`)).json()).toEqual({
      city: '마루',
    });
  });

  it.each(['/v1/notes/%', '/v1/%ff', '/v1/notes/%ed%a0%80'])(
    'with the broken address %s is refused',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['x-request-id']).toBeDefined();
      expect(answer.json()).toMatchObject({ code: 'validation-failed' });
    },
  );

  it.each(['?q=%ff%', '/%ff', '?%ed%95=1', '?limit=%'])(
    'with a broken encoding is malformed: %s',
    async (rest) => {
      expect((await get(`/v1/notes${rest}`)).json()).toMatchObject({
        status: 400,
        errors: [{ pointer: '', code: 'malformed-request' }],
      });
    },
  );
});
