import { HashingLineService, MOST_WAITING, newToken } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Person, person, TEST_PASSWORD } from '#libs/testing/people';
import { AdminAccountsService, UserModule } from '#libs/user';

const OTHER_PASSWORD = 'velvet-harbor-17';

let app: TestHttp;
let line: HashingLineService;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
  line = app.get(HashingLineService);
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const post = (path: string, body: object) =>
  app.request({ method: 'POST', url: `/v1/auth/${path}`, body });
const own = (method: 'PUT' | 'PATCH' | 'DELETE', path: string, as: Person, body: object) =>
  app.request({ method, url: `/v1/me${path}`, as, body });
const resetToken = async ({ id, email }: Person) => {
  const { plain, hash } = newToken();
  await app.sql(
    `with x as (
      insert into mail_token (token_hash, user_id, purpose, email, expires_at)
      values ($1, $2, 'reset-password', $3, now() + interval '1 hour')
      returning 1
    ) select from x`,
    [hash, id, email],
  );
  return plain;
};

/** Notes, whenever somebody gets in line, whether a transaction is held. */
const watchHolding = () => {
  const held: boolean[] = [];
  const run = line.run.bind(line);
  jest.spyOn(line, 'run').mockImplementation((work) => {
    held.push(app.get(UnitOfWork).active);
    return run(work);
  });
  return held;
};

/** Everything that asks for a hash, and how it ends. */
const CALLS: Record<string, { call: (as: Person) => ReturnType<typeof post>; status: number }> = {
  'a sign-up': {
    call: ({ nickname }) =>
      post('sign-up', {
        email: `new.${nickname}@example.com`,
        password: TEST_PASSWORD,
        fullName: 'New',
        phone: `+8210${Math.floor(30_000_000 + Math.random() * 9_999_999)}`,
        nickname: `new.${nickname}`,
        birthday: '1990-05-17',
      }),
    status: 201,
  },
  'a login': {
    call: ({ email }) => post('login', { email, password: TEST_PASSWORD }),
    status: 200,
  },
  'a login with a wrong password': {
    call: ({ email }) => post('login', { email, password: OTHER_PASSWORD }),
    status: 401,
  },
  'a login without account': {
    call: () => post('login', { email: 'nobody@example.com', password: OTHER_PASSWORD }),
    status: 401,
  },
  'a password by mail': {
    call: async (as) =>
      post('reset-password', { token: await resetToken(as), newPassword: OTHER_PASSWORD }),
    status: 204,
  },
  'a new password': {
    call: (as) =>
      own('PUT', '/password', as, { currentPassword: TEST_PASSWORD, newPassword: OTHER_PASSWORD }),
    status: 204,
  },
  'a new address': {
    call: (as) =>
      own('PATCH', '', as, {
        email: `moved.${as.nickname}@example.com`,
        currentPassword: TEST_PASSWORD,
      }),
    status: 200,
  },
  'a deletion': { call: (as) => own('DELETE', '', as, { password: TEST_PASSWORD }), status: 204 },
};

it.each(Object.entries(CALLS))('%s holds no connection while it waits', async (_, one) => {
  const mina = await person(app, 'mina');
  const held = watchHolding();
  expect((await one.call(mina)).status).toBe(one.status);
  expect(new Set(held)).toEqual(new Set([false]));
});

it('an administrator who is made at a start holds none either, and is made once', async () => {
  const held = watchHolding();
  const ensure = () => app.get(AdminAccountsService).ensure('root@example.com', OTHER_PASSWORD);
  const made = await Promise.all([ensure(), ensure(), ensure()]);
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(made.map(({ userId }) => userId)).size).toBe(1);
  expect((await ensure()).created).toBe(false);
  expect(new Set(held)).toEqual(new Set([false]));
});

describe('when too many wait', () => {
  /** Fills the line until the work ends. */
  const whileFull = async <T>(work: () => Promise<T>): Promise<T> => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const crowd = Array.from({ length: line.atOnce + MOST_WAITING }, () => line.run(() => ended));
    try {
      return await work();
    } finally {
      end();
      await Promise.all(crowd);
    }
  };

  it.each(Object.entries(CALLS))('%s is sent away, and has changed nothing', async (_, one) => {
    const mina = await person(app, 'mina');
    const { status, body, headers } = await whileFull(() => one.call(mina));
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    const again = await one.call(mina);
    expect(again.status).toBe(one.status);
  });

  it('everybody else is answered', async () => {
    const mina = await person(app, 'mina');
    const read = () => app.request({ method: 'GET', url: '/v1/me', as: mina });
    expect((await whileFull(read)).status).toBe(200);
  });

  it('an answer tells nothing of an account', async () => {
    const mina = await person(app, 'mina');
    const shapes = await whileFull(() =>
      Promise.all(
        [
          { email: mina.email, password: TEST_PASSWORD },
          { email: mina.email, password: OTHER_PASSWORD },
          { email: 'nobody@example.com', password: OTHER_PASSWORD },
        ].map(async (credentials) => {
          const { status, headers, body } = await post('login', credentials);
          return {
            status,
            retryAfter: headers['retry-after'],
            body: { ...body, requestId: undefined },
          };
        }),
      ),
    );
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  it('a login with a right password does not wait to renew its hash', async () => {
    const mina = await person(app, 'mina');
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(TEST_PASSWORD, { memoryCost: 512, timeCost: 1, parallelism: 1 });
    await app.sql(
      `with x as (update user_account set password_hash = $2 where id = $1 returning 1)
      select from x`,
      [mina.id, weak],
    );
    const run = line.run.bind(line);
    const full: { end?: () => void } = {};
    jest.spyOn(line, 'run').mockImplementationOnce(async (work) => {
      const right = await run(work);
      const ended = new Promise<void>((resolve) => (full.end = resolve));
      for (let waiting = 0; waiting < line.atOnce + MOST_WAITING; waiting += 1) {
        void line.run(() => ended);
      }
      return right;
    });
    const login = () => post('login', { email: mina.email, password: TEST_PASSWORD });
    const first = await login();
    full.end?.();
    expect(first.status).toBe(200);
    expect((await login()).status).toBe(200);
  });
});
