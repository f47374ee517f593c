import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ask } from './raw-client.js';
import { sampleApp } from './sample-app.js';

/** The same list, as one may write it. */
const SPELLINGS = [
  '/v1/notes',
  '/%761/notes',
  '/v1/not%65s',
  '/%76%31/%6E%6f%74%65%73',
  'http://maru.test/v1/notes',
  'HTTP://maru.test:3000/v1/notes',
  'https://another.example/%761/notes',
  '/v1/notes#part',
];

/** What reaches no route, or another one. */
const ELSEWHERE = [
  '//v1/notes',
  '/v1//notes',
  '/V1/notes',
  '/v1/notes.',
  '/v1/notes/',
  '/v1/notes;a=1',
  '/v1/./notes',
  '/v1%2fnotes',
  'http://maru.test',
];

describe('a request', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    ({ app } = await sampleApp({ RATE_LIMIT: 'on' }));
    await app.listen(0, '127.0.0.1');
  });
  afterEach(() => app.close());

  it.each(SPELLINGS)('as %s is answered like any other', async (target) => {
    const { status, headers } = await ask(app, target);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Accept-Encoding',
      'ratelimit-policy': '"address";q=100;w=60',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      link: '</v1/notes?cursor=bmV4dA>; rel="next"',
    });
  });

  it.each(ELSEWHERE)('as %s is not found, and counts', async (target) => {
    const { status, headers, body } = await ask(app, target);
    expect([status, JSON.parse(body)]).toEqual([
      404,
      expect.objectContaining({ code: 'not-found' }),
    ]);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'ratelimit-policy': '"address";q=100;w=60',
    });
  });

  it('counts against one limit however it is spelled', async () => {
    for (let i = 0; i < 100; i += 1) {
      await ask(app, SPELLINGS[i % SPELLINGS.length]!);
    }
    for (const target of [...SPELLINGS, ...ELSEWHERE, '/v1/notes/%zz']) {
      expect((await ask(app, target)).status).toBe(429);
    }
  });

  it.each(['/%761/notes/5?a=1', 'http://maru.test/v1/notes/5?a=1', '/v1/n%6ftes/5?%61=1'])(
    'as %s may not have parameters that nobody reads',
    async (target) => {
      const { status, body } = await ask(app, target);
      expect(status).toBe(400);
      expect(JSON.parse(body).errors[0]).toMatchObject({
        pointer: '?a',
        code: 'unknown-parameter',
      });
    },
  );

  it('is linked by its route and what was understood of it', async () => {
    const { headers } = await ask(app, 'http://evil.example/%761/notes?t%61g=a+b&tag=%ea%b0%80#x');
    expect(headers['link']).toBe('</v1/notes?tag=a+b&tag=%EA%B0%80&cursor=bmV4dA>; rel="next"');
  });

  it('in another method tells the methods of its route', async () => {
    const { status, headers } = await ask(app, '/%761/n%6ftes/5', {}, 'PUT');
    expect([status, headers['allow']]).toEqual([405, 'DELETE, GET, HEAD, PATCH']);
    expect((await ask(app, '/v1/notes%2f5', {}, 'PUT')).status).toBe(404);
  });
});
