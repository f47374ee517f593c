import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { defineRateLimit, RateLimits } from '../../src/http/index.js';
import { sampleApp } from './sample-app.js';
import { seen } from './sample.controller.js';

const SPEC_LIMIT = defineRateLimit({ name: 'spec', points: 2, seconds: 30 });

describe('rate limits', () => {
  let app: NestFastifyApplication;
  let token: (session?: string, user?: string) => string;

  beforeEach(async () => {
    ({ app, token } = await sampleApp({ RATE_LIMIT: 'on', TRUSTED_PROXIES: '10.0.0.0/8' }));
  });
  afterEach(() => app.close());

  const read = (headers: Record<string, string>, remoteAddress = '192.0.2.1') =>
    app.inject({ url: '/v1/notes/5', headers, remoteAddress });

  it('are told on every answer', async () => {
    const answer = await read({ authorization: token() });
    expect(answer.headers['ratelimit-policy']).toBe('"person";q=300;w=60');
    expect(answer.headers.ratelimit).toMatch(/^"person";r=299;t=\d+$/);
    const write = await app.inject({
      method: 'DELETE',
      url: '/v1/notes/5',
      headers: { authorization: token() },
    });
    expect(write.headers['ratelimit-policy']).toBe('"person";q=300;w=60, "writes";q=120;w=60');
  });

  it('count addresses without a valid token, unknown paths and bad tokens included', async () => {
    for (let i = 0; i < 100; i += 1) {
      await app.inject({
        url: i % 2 ? '/v1/none' : '/v1/notes/5',
        headers: i % 3 ? {} : { authorization: 'Bearer x' },
        remoteAddress: '192.0.2.1',
      });
    }
    const refused = await read({});
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers.ratelimit).toMatch(/"address";r=0;t=\d+/);
    expect((await read({}, '192.0.2.2')).statusCode).toBe(200);
    expect((await read({ authorization: token() })).statusCode).toBe(200);
    expect(
      (await app.inject({ url: '/problems/not-found', remoteAddress: '192.0.2.1' })).statusCode,
    ).toBe(200);
  });

  it('limit the writes of a person apart from the reads', async () => {
    const write = () =>
      app.inject({ method: 'DELETE', url: '/v1/notes/5', headers: { authorization: token() } });
    for (let i = 0; i < 120; i += 1) {
      await write();
    }
    expect((await write()).statusCode).toBe(429);
    expect((await read({ authorization: token() })).statusCode).toBe(200);
    expect((await read({ authorization: token('1', '12') })).statusCode).toBe(200);
  });

  it('believe forwarding headers of trusted proxies only', async () => {
    const ip = async (remoteAddress: string, forwarded: string) => {
      await app.inject({
        url: '/v1/notes/whoami',
        remoteAddress,
        headers: { 'x-forwarded-for': forwarded },
      });
      return seen.client?.ip;
    };
    expect(await ip('192.0.2.7', '198.51.100.1')).toBe('192.0.2.7');
    expect(await ip('10.1.2.3', '198.51.100.1')).toBe('198.51.100.1');
    expect(await ip('10.1.2.3', '6.6.6.6, 198.51.100.1')).toBe('198.51.100.1');
    expect(await ip('::ffff:10.1.2.3', '198.51.100.1')).toBe('198.51.100.1');
  });

  it('can be declared by any lib', async () => {
    const limits = app.get(RateLimits);
    await limits.consume(SPEC_LIMIT, 'a');
    await limits.consume(SPEC_LIMIT, 'a');
    await expect(limits.consume(SPEC_LIMIT, 'a')).rejects.toMatchObject({
      problem: { code: 'rate-limited' },
      retryAfter: expect.any(Number) as number,
    });
    await limits.consume(SPEC_LIMIT, 'b');
    await limits.forgive(SPEC_LIMIT, 'a');
    await limits.consume(SPEC_LIMIT, 'a');
    expect(() => defineRateLimit({ name: 'spec', points: 1, seconds: 1 })).toThrow(
      'declared twice',
    );
  });

  it('are counted here while Redis is away', async () => {
    const alone = await sampleApp({ RATE_LIMIT: 'on', REDIS_URL: 'redis://127.0.0.1:1' });
    const answer = await alone.app.inject('/v1/notes/5');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.ratelimit).toMatch(/^"address";r=99;/);
    await alone.app.close();
  });

  it('know the language and program of the caller', async () => {
    const client = async (language: string) => {
      await app.inject({
        url: '/v1/notes/whoami',
        headers: { 'accept-language': language, 'user-agent': 'spec' },
      });
      return seen.client;
    };
    expect(await client('ko-KR,ko;q=0.9,en;q=0.8')).toMatchObject({
      language: 'ko',
      userAgent: 'spec',
    });
    expect(await client('en;q=0.5, ko;q=0.9')).toMatchObject({ language: 'ko' });
    expect(await client('fr')).toMatchObject({ language: 'en' });
  });
});

describe('bytes that are not HTTP', () => {
  it('are answered as a problem', async () => {
    const { app } = await sampleApp();
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const talk = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (chunk) => (answer += chunk.toString()));
        socket.on('close', () => {
          resolve(answer);
        });
        socket.on('error', reject);
      });
    const answer = await talk('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('"code":"validation-failed"');
    const long = await talk(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1.1 413 /);
    await app.close();
  });
});
