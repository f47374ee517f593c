import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, accounts, deletesAccount, TEST_PASSWORD } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

/** Calls of each kind whose medians are compared. */
const CALLS = 200;
/** Times that they are compared until they are alike. */
const ROUNDS = 3;

let app: TestHttp;
let alice: Account, deleted: Account, verified: Account;

beforeAll(async () => {
  app = await testHttp({
    modules: [FrontModule],
    // A few milliseconds: much longer than anything else that a login does.
    env: { PASSWORD_HASH_MEMORY_KIB: '12288', PASSWORD_HASH_ITERATIONS: '2' },
  });
  ({ alice, deleted, verified } = await accounts(app, 'alice', 'deleted', 'verified'));
  await deletesAccount(app, deleted);
  await app.sql(`update user_account set email_verified_at = now() where id = $1`, [verified.id]);
});
afterAll(() => app.close());

const post = (path: string, body: object) =>
  app.request({ method: 'POST', url: `/v1/auth/${path}`, body });
const login = (email: string, password: string) => post('login', { email, password });
const forgot = (email: string) => post('forgot-password', { email });
const resend = (as: Account) =>
  app.request({ method: 'POST', url: '/v1/auth/verify-email/resend', as });

type Call = () => ReturnType<typeof post>;

it.each<[string, string, Call, string, Call]>([
  [
    'login',
    'an unknown address',
    () => login('nobody@example.com', TEST_PASSWORD),
    'a wrong password',
    () => login(alice.email, 'a wrong guess'),
  ],
  [
    'login',
    'an unknown address',
    () => login('nobody@example.com', TEST_PASSWORD),
    'the right password of a deleted account',
    () => login(deleted.email, TEST_PASSWORD),
  ],
  [
    'forgot-password',
    'an unknown address',
    () => forgot('nobody@example.com'),
    'a known one',
    () => forgot(alice.email),
  ],
  [
    'resending',
    'nothing to verify',
    () => resend(verified),
    'an address to verify',
    () => resend(alice),
  ],
])('%s answers alike, and as fast, for %s', async (what, one, first, other, second) => {
  expect(await shape(first)).toEqual(await shape(second));
  // What else the machine does may slow one of the two for a while. A difference of theirs shows each time.
  const ratios: number[] = [];
  do {
    ratios.push(await ratioOf(first, second));
  } while (ratios.length < ROUNDS && !isAlike(ratios.at(-1)!));
  process.stdout.write(
    `${what}: ${one} / ${other}: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}\n`,
  );
  expect(ratios.filter(isAlike)).toHaveLength(1);
});

const isAlike = (ratio: number): boolean => ratio > 0.7 && ratio < 1.4;

/** How long the one takes, as a part of how long the other does: medians. */
async function ratioOf(first: Call, second: Call): Promise<number> {
  const [left, right]: [number[], number[]] = [[], []];
  for (let call = 0; call < CALLS; call += 1) {
    // Taking turns, so that whatever else slows the machine down slows both.
    left.push(await duration(first));
    right.push(await duration(second));
  }
  return median(left) / median(right);
}

/** What the caller can tell apart, but for what is of this one request. */
async function shape(call: Call) {
  const { status, body, headers } = await call();
  return {
    status,
    body: body === undefined ? undefined : { ...body, requestId: undefined },
    headers: Object.keys(headers).sort(),
  };
}

async function duration(call: Call): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

function median(durations: readonly number[]): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
