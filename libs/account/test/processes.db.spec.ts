import { AccessTokens } from '#libs/http';
import { type TestHttp, testHttp } from '#libs/testing';
import { account, deletesAccount, givesRole, suspends } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

const SECRET = 'the first secret of a service with several processes';
const NEXT_SECRET = 'the second secret of a service with several processes';

let here: TestHttp;
let there: TestHttp;

const open = (env: Record<string, string>, beside?: TestHttp) =>
  testHttp({ modules: [FrontModule], env, ...(beside === undefined ? {} : { beside }) });
const post = (app: TestHttp, path: string, body: object, as?: { token: string }) =>
  app.request({
    method: 'POST',
    url: `/v1/auth/${path}`,
    body,
    ...(as === undefined ? {} : { as }),
  });
const me = async (app: TestHttp, token: string) => {
  const { status, body } = await app.request({ method: 'GET', url: '/v1/me', as: { token } });
  return status === 200 ? 'known' : body.code;
};

beforeAll(async () => {
  here = await open({ JWT_SECRET: SECRET });
});
afterAll(() => here.close());

describe('another process on the same database', () => {
  beforeAll(async () => {
    there = await open({ JWT_SECRET: SECRET }, here);
  });
  afterAll(() => there.close());

  it('refuses a token at the next call after a logout', async () => {
    const alice = await account(here, 'alice');
    expect(await me(there, alice.token)).toBe('known');
    await here.request({ method: 'POST', url: '/v1/auth/logout', as: alice });
    expect(await me(there, alice.token)).toBe('token-revoked');
    expect((await post(there, 'refresh', { refreshToken: alice.refreshToken })).status).toBe(401);
  });

  it('refuses the tokens of a person at the next call after a suspension and a deletion', async () => {
    for (const stops of [suspends, deletesAccount]) {
      const alice = await account(here, 'alice');
      expect(await me(there, alice.token)).toBe('known');
      await stops(here, alice);
      expect(await me(there, alice.token)).toBe('token-revoked');
      expect((await post(there, 'refresh', { refreshToken: alice.refreshToken })).status).toBe(401);
    }
  });

  it('knows a new role at the next call', async () => {
    const alice = await account(here, 'alice');
    const acts = () => there.request({ method: 'GET', url: '/v1/admin/audit-log', as: alice });
    expect((await acts()).status).toBe(403);
    await givesRole(here, alice, 'admin');
    expect((await acts()).status).toBe(200);
  });

  it('gives the same pair when both refresh one token at once', async () => {
    const { refreshToken } = await account(here, 'alice');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(i % 2 ? here : there, 'refresh', { refreshToken })),
    );
    const pairs = new Set(answers.map(({ body }) => JSON.stringify(body)));
    expect(pairs.size).toBe(1);
    const [{ body } = { body: {} }] = answers;
    expect(await me(here, body.accessToken)).toBe('known');
    expect((await post(here, 'refresh', { refreshToken: body.refreshToken })).status).toBe(200);
  });
});

describe('a new secret', () => {
  beforeAll(async () => {
    there = await open({ JWT_SECRET: NEXT_SECRET, JWT_SECRET_PREVIOUS: SECRET }, here);
  });
  afterAll(() => there.close());

  it('signs from now on, and tokens of the previous one go on working', async () => {
    const alice = await account(here, 'alice');
    expect(await me(there, alice.token)).toBe('known');
    const { body } = await post(there, 'refresh', { refreshToken: alice.refreshToken });
    expect(await me(there, body.accessToken)).toBe('known');
    expect(await me(here, body.accessToken)).toBe('unauthenticated');
    expect(() => there.get(AccessTokens).verify(body.accessToken)).not.toThrow();
    expect(() => here.get(AccessTokens).verify(body.accessToken)).toThrow();
  });

  it('without the previous one refuses its tokens, and refresh tokens still work', async () => {
    const alice = await account(here, 'alice');
    const strict = await open({ JWT_SECRET: NEXT_SECRET }, here);
    expect(await me(strict, alice.token)).toBe('unauthenticated');
    const { status } = await post(strict, 'refresh', { refreshToken: alice.refreshToken });
    expect(status).toBe(200);
    await strict.close();
  });

  it('leaves the places known from which people signed in', async () => {
    const alice = await account(here, 'alice');
    const limited = await open(
      {
        JWT_SECRET: NEXT_SECRET,
        JWT_SECRET_PREVIOUS: SECRET,
        RATE_LIMIT: 'on',
        TRUSTED_PROXIES: 'loopback',
      },
      here,
    );
    const login = (ip: string, password: string) =>
      limited.request({
        method: 'POST',
        url: '/v1/auth/login',
        headers: { 'x-forwarded-for': ip },
        body: { email: alice.email, password },
      });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await login('198.51.100.7', 'a wrong guess');
    }
    expect((await login('198.51.100.8', alice.password)).status).toBe(429);
    expect((await login('127.0.0.1', alice.password)).status).toBe(200);
    await limited.close();
  });
});
