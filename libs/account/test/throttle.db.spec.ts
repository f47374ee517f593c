import { type TestHttp, testHttp } from '#libs/testing';
import { account, accounts } from '#libs/testing/accounts';
import { LoginThrottleService } from '../src/sign-in/login-throttle.service.js';
import { FrontModule } from './front.module.js';

let app: TestHttp;

beforeEach(async () => {
  app = await testHttp({
    modules: [FrontModule],
    env: { RATE_LIMIT: 'on', TRUSTED_PROXIES: 'loopback' },
  });
});
afterEach(() => app.close());

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** What an attempt to log in meets before the password is looked at. */
const attempt = async (email: string, ip: string) => {
  try {
    await app.get(LoginThrottleService).admit(email, ip);
    return 'admitted';
  } catch (error) {
    return Reflect.get(Object(error), 'problem')?.code;
  }
};
const attempts = async (count: number, one: (number: number) => Promise<string>) => {
  const outcomes: string[] = [];
  for (let number = 0; number < count; number += 1) {
    outcomes.push(await one(number));
  }
  return outcomes;
};

describe('logins', () => {
  it('are limited to a hundred an hour for an address, whatever they are for', async () => {
    const outcomes = await attempts(101, (n) => attempt(`guess${n}@example.com`, '198.51.100.7'));
    expect(outcomes).toEqual([...times(100, 'admitted'), 'rate-limited']);
    expect(await attempt('guess@example.com', '198.51.100.8')).toBe('admitted');
  });

  it('from a place that signed in before are held up by the limit of the address only', async () => {
    const alice = await account(app, 'alice');
    await attempts(10, () => attempt(alice.email, '198.51.100.7'));
    expect(await attempt(alice.email, '198.51.100.7')).toBe('rate-limited');
    const home = await attempts(101, () => attempt(alice.email, '127.0.0.1'));
    expect(home).toEqual([...times(100, 'admitted'), 'rate-limited']);
  });

  it('from one subscriber’s network are from one address', async () => {
    const outcomes = await attempts(101, (n) =>
      attempt(`guess${n}@example.com`, `2001:db8:1:2::${n.toString(16)}`),
    );
    expect(outcomes.at(-1)).toBe('rate-limited');
    expect(await attempt('guess@example.com', '2001:db8:1:3::1')).toBe('admitted');
  });

  it('say when to come back', async () => {
    const login = () =>
      app.request({
        method: 'POST',
        url: '/v1/auth/login',
        body: { email: 'nobody@example.com', password: 'a wrong guess' },
      });
    const begun = performance.now();
    for (let number = 0; number < 10; number += 1) {
      expect((await login()).status).toBe(401);
    }
    const { status, headers, body } = await login();
    const gone = Math.ceil((performance.now() - begun) / 1_000);
    expect([status, body.code]).toEqual([429, 'rate-limited']);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(15 * 60 - gone);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
  });
});

it('mails for a new password are limited for an address, whether or not there is an account', async () => {
  const { alice } = await accounts(app, 'alice');
  const ask = async (email: string, ip: string) => {
    const { status, body } = await app.request({
      method: 'POST',
      url: '/v1/auth/forgot-password',
      headers: { 'x-forwarded-for': ip },
      body: { email },
    });
    return body?.code ?? String(status);
  };
  const known = await attempts(31, () => ask(alice.email, '198.51.100.7'));
  const unknown = await attempts(31, () => ask('nobody@example.com', '198.51.100.8'));
  expect(known).toEqual([...times(30, '202'), 'rate-limited']);
  expect(unknown).toEqual(known);
});

it('the password of somebody signed in can be guessed ten times in a quarter of an hour', async () => {
  const alice = await account(app, 'alice');
  const guess = async () => {
    const { body } = await app.request({
      method: 'PUT',
      url: '/v1/me/password',
      as: alice,
      body: { currentPassword: 'a wrong guess', newPassword: 'velvet-harbor-17' },
    });
    return body.code;
  };
  expect(await attempts(11, guess)).toEqual([...times(10, 'invalid-credentials'), 'rate-limited']);
});
