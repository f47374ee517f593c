import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { defineRateLimit, RateLimits } from '../src/index.js';
import { seen } from './sample.controller.js';
import { sampleApp } from './sample-app.js';

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

  it.each([
    ['198.51.100.1:4711', '198.51.100.1'],
    ['[2001:DB8::1]:4711', '2001:db8::1'],
    ['2001:db8::1%eth0', '2001:db8::1'],
    ['::ffff:c633:6401', '198.51.100.1'],
    ['198.51.100.1:80, 10.9.9.9:81', '198.51.100.1'],
    ['198.51.100.1, [::ffff:10.9.9.9]:81', '198.51.100.1'],
    ['unknown', '10.1.2.3'],
    ['198.51.100.1, unknown', '10.1.2.3'],
    ['198.51.100.1, <script>, 10.9.9.9', '10.9.9.9'],
    ['', '10.1.2.3'],
  ])('take the address in %j', async (forwarded, address) => {
    await app.inject({
      url: '/v1/notes/whoami',
      remoteAddress: '10.1.2.3',
      headers: { 'x-forwarded-for': forwarded },
    });
    expect(seen.client?.ip).toBe(address);
  });

  it('count the addresses and ports of one subscriber together', async () => {
    const from = (forwarded: string) => read({ 'x-forwarded-for': forwarded }, '10.1.2.3');
    for (let i = 0; i < 50; i += 1) {
      await from(`2001:db8:1:2::${i.toString(16)}`);
      await from(`[2001:db8:1:2:${i.toString(16)}::1]:${1000 + i}`);
      await from(`198.51.100.7:${1000 + i}`);
      await from(i % 2 ? '198.51.100.7' : '::ffff:198.51.100.7');
    }
    expect((await from('2001:db8:1:2:ffff::9')).statusCode).toBe(429);
    expect((await from('198.51.100.7:9')).statusCode).toBe(429);
    expect((await from('2001:db8:1:3::1')).statusCode).toBe(200);
    expect((await from('198.51.100.8')).statusCode).toBe(200);
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
