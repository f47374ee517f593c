import { AccountReader, PasswordHasherService } from '#libs/account';
import { type Mail, Mailer } from '#libs/mail';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, account, restores, suspends, TEST_PASSWORD } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

const NEW_PASSWORD = 'velvet-harbor-17';

let app: TestHttp;
let sent: Mail[] = [];

beforeAll(async () => {
  app = await testHttp({ modules: [FrontModule] });
  jest.spyOn(app.get(Mailer), 'send').mockImplementation((mail) => {
    sent.push(mail);
    return Promise.resolve();
  });
});
afterAll(() => app.close());
beforeEach(() => (sent = []));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = (method: Method, url: string, as?: { token: string }, body?: object) =>
  app.request({ method, url, ...(as && { as }), ...(body && { body }) });
const post = (path: string, body: object) => call('POST', `/v1/auth/${path}`, undefined, body);
const tokenTo = async (email: string) => {
  await app.settle();
  const tokens = sent
    .filter(({ to }) => to === email)
    .flatMap(({ text }) => /token=([\w-]{20,})/.exec(text)?.[1] ?? []);
  return tokens.at(-1) ?? 'no mail';
};
const newcomer = async (verified: boolean) => {
  const somebody = await account(app, 'mina');
  if (verified) {
    await app.sql(`update user_account set email_verified_at = now() where id = $1`, [somebody.id]);
  }
  return somebody;
};
const foreignAddress = ({ name }: Account) => `thief.of.${name}@example.net`;
const askForAddress = (as: Account, email = foreignAddress(as), currentPassword = TEST_PASSWORD) =>
  call('PATCH', '/v1/me', as, { email, currentPassword });
const resetToken = async ({ email }: Account) => {
  // Mails from before are sent first: the last one is that of the reset.
  await app.settle();
  await post('forgot-password', { email });
  return tokenTo(email);
};
const reset = (token: string, newPassword = NEW_PASSWORD) =>
  post('reset-password', { token, newPassword });
const status = async (answer: Promise<{ status: number; body?: { code?: string } }>) => {
  const { status, body } = await answer;
  return body?.code ?? status;
};
const accountOf = async ({ id }: Account) => (await app.get(AccountReader).own(id))!;

/** What somebody begins, and what shows afterwards whether it still works. */
type Begun = (as: Account) => Promise<() => Promise<unknown>>;
const BEGUN: Record<string, { begin: Begun; ended: unknown }> = {
  'a change of address': {
    begin: async (as) => {
      await askForAddress(as);
      const token = await tokenTo(foreignAddress(as));
      return async () => [
        await status(post('verify-email', { token })),
        (({ email, pendingEmail }) => ({ own: email === as.email, pendingEmail }))(
          await accountOf(as),
        ),
      ];
    },
    ended: ['token-invalid', { own: true, pendingEmail: null }],
  },
  'a verification of the address': {
    begin: async (as) => {
      const token = await tokenTo(as.email);
      return () => status(post('verify-email', { token }));
    },
    ended: 'token-invalid',
  },
  'a link for a new password': {
    begin: async (as) => {
      const token = await resetToken(as);
      return () => status(reset(token, 'copper-lantern-58'));
    },
    ended: 'token-invalid',
  },
  'an archive at its address': {
    begin: async (as) => {
      const { id } = (await call('POST', '/v1/me/exports', as)).body;
      await app.settle();
      const { url } = (await call('GET', `/v1/me/exports/${id}`, as)).body;
      const { pathname, search } = new URL(url);
      return async () => (await app.nest.inject({ url: `${pathname}${search}` })).statusCode;
    },
    ended: 404,
  },
  'an archive that is being made': {
    begin: async (as) => {
      await call('POST', '/v1/me/exports', as);
      return () => app.sql(`select status from data_export where user_id = $1`, [as.id]);
    },
    ended: [],
  },
  'a session elsewhere': {
    begin: async ({ email }) => {
      const { tokens } = (await post('login', { email, password: TEST_PASSWORD })).body;
      const { refreshToken, accessToken: token } = tokens;
      const renewed = (await post('refresh', { refreshToken })).body;
      return async () => [
        await status(call('GET', '/v1/me', { token })),
        // Also within the seconds in which a lost answer is given again.
        await status(post('refresh', { refreshToken })),
        await status(post('refresh', { refreshToken: renewed.refreshToken })),
      ];
    },
    ended: ['token-revoked', 'token-revoked', 'token-revoked'],
  },
  'a place without a limit of guesses': {
    begin: async ({ id }) => {
      await app.sql(
        `with x as (insert into known_place (user_id, place_hash) values ($1, 'x') returning 1)
        select from x`,
        [id],
      );
      return () => app.sql(`select from known_place where user_id = $1 and place_hash = 'x'`, [id]);
    },
    ended: [],
  },
};

const changesPassword = (as: Account) =>
  call('PUT', '/v1/me/password', as, {
    currentPassword: TEST_PASSWORD,
    newPassword: NEW_PASSWORD,
  });

/** What ends it. */
const CHANGES: Record<string, (as: Account) => Promise<unknown>> = {
  'a new password': changesPassword,
  'a password by mail': async (as) => reset(await resetToken(as)),
  'the end of all other sessions': (as) => call('DELETE', '/v1/auth/sessions', as),
  'a suspension and a restoration': async (as) => {
    await suspends(app, as);
    await restores(app, as);
  },
  'a deletion and a restoration': async (as) => {
    await call('DELETE', '/v1/me', as, { password: TEST_PASSWORD });
    await restores(app, as);
  },
};

describe.each(Object.keys(CHANGES))('%s ends', (change) => {
  const rows = [true, false].flatMap((verified) =>
    Object.keys(BEGUN)
      .filter((begun) => !verified || begun !== 'a verification of the address')
      .map((begun) => [verified ? 'a verified' : 'an unverified', begun] as const),
  );
  it.each(rows)('of an account with %s address: %s', async (verified, begun) => {
    const mina = await newcomer(verified === 'a verified');
    const { begin, ended } = BEGUN[begun]!;
    const still = await begin(mina);
    await CHANGES[change]!(mina);
    await app.settle();
    expect(await still()).toEqual(ended);
  });
});

it('what is begun after a change works', async () => {
  const mina = await newcomer(false);
  await askForAddress(mina);
  await CHANGES['the end of all other sessions']!(mina);
  sent = [];
  await askForAddress(mina);
  const token = await tokenTo(foreignAddress(mina));
  expect(await status(post('verify-email', { token }))).toBe(204);
  expect((await accountOf(mina)).email).toBe(foreignAddress(mina));
});

describe('at the same time as a password by mail', () => {
  it('a verification of another address comes first or is refused, wholly', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const mina = await newcomer(true);
      await askForAddress(mina);
      const verification = await tokenTo(foreignAddress(mina));
      const renewal = await resetToken(mina);
      const verifying = () => status(post('verify-email', { token: verification }));
      // Every other time as late as the transaction of the new password.
      const begun = round % 2 === 0 ? verifying() : onceHashed(verifying);
      const [renewed, verified] = await Promise.all([status(reset(renewal)), begun]);
      const { email, pendingEmail } = await accountOf(mina);
      const works = await status(post('login', { email, password: NEW_PASSWORD }));
      const outcome = { verified, renewed, moved: email !== mina.email, pendingEmail, works };
      expect([
        {
          verified: 204,
          renewed: 'token-invalid',
          moved: true,
          pendingEmail: null,
          works: 'invalid-credentials',
        },
        { verified: 'token-invalid', renewed: 204, moved: false, pendingEmail: null, works: 200 },
      ]).toContainEqual(outcome);
      seen.add(String(verified));
    }
    process.stdout.write(`verify-email beside reset-password: ${[...seen].join(' and ')}\n`);
  });

  /** Lets something begin when a new password is hashed. */
  const onceHashed = <T>(act: () => Promise<T>): Promise<T> => {
    const hasher = app.get(PasswordHasherService);
    const hash = hasher.hash.bind(hasher);
    return new Promise((resolve) => {
      jest.spyOn(hasher, 'hash').mockImplementationOnce(async (password) => {
        const hashed = await hash(password);
        resolve(act());
        return hashed;
      });
    });
  };

  /** Lets something happen between the check of a password and what it was asked for. */
  const onceChecked = (act: () => Promise<unknown>) => {
    const hasher = app.get(PasswordHasherService);
    const verify = hasher.verify.bind(hasher);
    jest.spyOn(hasher, 'verify').mockImplementationOnce(async (stored, password) => {
      const right = await verify(stored, password);
      await act();
      return right;
    });
  };
  const ACTS: Record<string, (as: Account) => ReturnType<typeof call>> = {
    'a change of address': (as) => askForAddress(as),
    'a change of the password': changesPassword,
    'a deletion': (as) => call('DELETE', '/v1/me', as, { password: TEST_PASSWORD }),
    'a login': ({ email }) => post('login', { email, password: TEST_PASSWORD }),
  };

  it.each(Object.keys(ACTS))('%s with the old one is refused', async (act) => {
    const mina = await newcomer(true);
    const token = await resetToken(mina);
    onceChecked(() => reset(token, 'copper-lantern-58'));
    const { status, body } = await ACTS[act]!(mina);
    expect([status, body.code]).toEqual([
      401,
      expect.stringMatching(/^(token-revoked|invalid-credentials)$/),
    ]);
    expect(await accountOf(mina)).toMatchObject({ pendingEmail: null, isActive: true });
    const { email } = mina;
    expect((await post('login', { email, password: 'copper-lantern-58' })).status).toBe(200);
  });

  it('a session that is thrown out asks for no other address any more', async () => {
    const mina = await newcomer(true);
    const { tokens } = (await post('login', { email: mina.email, password: TEST_PASSWORD })).body;
    onceChecked(() =>
      CHANGES['the end of all other sessions']!({ ...mina, token: tokens.accessToken }),
    );
    expect(await status(askForAddress(mina))).toBe('token-revoked');
    expect((await accountOf(mina)).pendingEmail).toBeNull();
  });
});

it('a link that went to a former address does not work when the account is back there', async () => {
  const mina = await newcomer(true);
  const former = await resetToken(mina);
  const moveTo = async (email: string) => {
    await askForAddress(mina, email);
    await post('verify-email', { token: await tokenTo(email) });
  };
  await moveTo(foreignAddress(mina));
  await moveTo(mina.email);
  expect((await accountOf(mina)).email).toBe(mina.email);
  expect(await status(reset(former))).toBe('token-invalid');
});
