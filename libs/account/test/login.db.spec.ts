import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, account, deletesAccount, TEST_PASSWORD } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

let app: TestHttp;

beforeEach(async () => {
  app = await testHttp({
    modules: [FrontModule],
    env: { RATE_LIMIT: 'on', TRUSTED_PROXIES: 'loopback' },
  });
});
afterEach(() => app.close());

const STRANGE = '198.51.100.7';
const loginFrom = (ip: string, email: string, password: string) =>
  app.request({
    method: 'POST',
    url: '/v1/auth/login',
    headers: { 'x-forwarded-for': ip },
    body: { email, password },
  });
const guess = async (ip: string, email: string, times: number) => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < times; attempt += 1) {
    statuses.push((await loginFrom(ip, email, 'a wrong guess')).status);
  }
  return statuses;
};
const times = (count: number, value: number) => Array.from({ length: count }, () => value);

it('opens a session whatever the letter case of the address, and notes the time', async () => {
  const alice = await account(app, 'alice');
  const before = await app.request({ method: 'GET', url: '/v1/me', as: alice });
  const { status, body } = await loginFrom(STRANGE, alice.email.toUpperCase(), TEST_PASSWORD);
  expect(status).toBe(200);
  expect(body.user.id).toBe(alice.id);
  expect(body.user.lastLoginAt > before.body.lastLoginAt).toBe(true);
  expect(body.user.updatedAt).toBe(before.body.updatedAt);
});

it('takes a password in any Unicode form', async () => {
  const alice = await account(app, 'alice', { password: '마루에서 만나요 우리' });
  const { status } = await loginFrom(STRANGE, alice.email, alice.password.normalize('NFD'));
  expect(status).toBe(200);
});

it('locks guessers out after ten tries, but nobody who signed in from there before', async () => {
  const alice = await account(app, 'alice');
  expect(await guess(STRANGE, alice.email, 11)).toEqual([...times(10, 401), 429]);
  expect((await loginFrom('198.51.100.8', alice.email, TEST_PASSWORD)).status).toBe(429);
  expect((await loginFrom('127.0.0.1', alice.email, TEST_PASSWORD)).status).toBe(200);
});

it('counts for addresses without account alike', async () => {
  expect(await guess(STRANGE, 'nobody@example.com', 11)).toEqual([...times(10, 401), 429]);
});

it('answers for a wrong password as for an unknown address and a deleted account', async () => {
  const { alice, bob } = { alice: await account(app, 'alice'), bob: await account(app, 'bob') };
  await deletesAccount(app, bob);
  const shape = async (email: string, password: string) => {
    const { status, body } = await loginFrom(STRANGE, email, password);
    return { status, ...body, requestId: undefined };
  };
  const unknown = await shape('nobody@example.com', TEST_PASSWORD);
  expect(unknown).toMatchObject({ status: 401, code: 'invalid-credentials' });
  expect(await shape(alice.email, 'a wrong guess')).toEqual(unknown);
  expect(await shape(bob.email, TEST_PASSWORD)).toEqual(unknown);
});

it('renews the hash when more effort is asked for', async () => {
  const alice = await account(app, 'alice');
  const hashOf = async ({ id }: Account) => {
    const [row] = await app.sql<{ hash: string }>(
      'select password_hash as hash from user_account where id = $1',
      [id],
    );
    return row?.hash ?? '';
  };
  const { hash } = await import('@node-rs/argon2');
  const cheap = await hash(TEST_PASSWORD, { memoryCost: 512, timeCost: 1, parallelism: 1 });
  await app.sql('update user_account set password_hash = $2 where id = $1', [alice.id, cheap]);
  await loginFrom('127.0.0.1', alice.email, TEST_PASSWORD);
  expect(await hashOf(alice)).toContain('m=1024');
  expect((await loginFrom('127.0.0.1', alice.email, TEST_PASSWORD)).status).toBe(200);
});
