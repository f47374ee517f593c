import { type Mail, Mailer } from '#libs/mail';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, account, TEST_PASSWORD } from '#libs/testing/accounts';
import { MailAllowanceRepository } from '../src/mail/mail-allowance.repository.js';
import { FrontModule } from './front.module.js';

let app: TestHttp;
let sent: Mail[] = [];
let number = 0;

beforeAll(async () => {
  app = await testHttp({
    modules: [FrontModule],
    env: { JWT_SECRET: 'the same for all processes of this test' },
  });
});
afterAll(() => app.close());
beforeEach(() => {
  sent = [];
  jest.restoreAllMocks();
  takeMails(app);
});

const takeMails = (one: TestHttp) =>
  jest.spyOn(one.get(Mailer), 'send').mockImplementation((mail) => {
    sent.push(mail);
    return Promise.resolve();
  });
/** An address of somebody who has never heard of the service. */
const victim = () => `victim${(number += 1)}@example.org`;
const mailsTo = async (email: string) => {
  await app.settle();
  return sent.filter(({ to }) => to === email);
};
const post = (path: string, body: object | undefined, as?: Account) =>
  app.request({
    method: 'POST',
    url: `/v1/auth/${path}`,
    ...(as && { as }),
    ...(body && { body }),
  });
const move = (as: Account, email: string) =>
  app.request({
    method: 'PATCH',
    url: '/v1/me',
    as,
    body: { email, currentPassword: as.password },
  });
const later = (hours: number) =>
  app.sql(
    `with x as (
      update mail_allowance
      set sent_at = array(select at - make_interval(hours => $1) from unnest(sent_at) as at)
      returning 1
    ) select from x`,
    [hours],
  );
const settled = async (answer: Promise<{ status: number }>) => {
  const { status } = await answer;
  await app.settle();
  return status;
};

/** Everything by which a stranger can have a mail sent to an address, as often as it goes. */
const WAYS: Record<string, (email: string) => Promise<() => Promise<number>>> = {
  'resending after a sign-up': async (email) => {
    const thief = await account(app, 'thief', { email });
    return () => settled(post('verify-email/resend', undefined, thief));
  },
  'a forgotten password of an account with that address': async (email) => {
    await account(app, 'thief', { email });
    return () => settled(post('forgot-password', { email }));
  },
  'changes of address, to it and back': async (email) => {
    const thief = await account(app, 'thief');
    return async () => {
      await move(thief, thief.email);
      return settled(move(thief, email));
    };
  },
  'changes of address from it': async (email) => {
    const thief = await account(app, 'thief', { email });
    return () => settled(move(thief, victim()));
  },
  'changes of the password': async (email) => {
    const thief = await account(app, 'thief', { email });
    return () =>
      settled(
        app.request({
          method: 'PUT',
          url: '/v1/me/password',
          as: thief,
          body: { currentPassword: TEST_PASSWORD, newPassword: TEST_PASSWORD },
        }),
      );
  },
  'changes of address by many accounts': (email) =>
    Promise.resolve(async () => {
      const thief = await account(app, 'thief');
      await app.settle();
      return settled(move(thief, email));
    }),
};

it.each(Object.entries(WAYS))('%s: three mails an hour and ten a day', async (_, way) => {
  const email = victim();
  const again = await way(email);
  const statuses = new Set<number>();
  const counts: number[] = [];
  for (let hour = 0; hour < 5; hour += 1) {
    for (let time = 0; time < 4; time += 1) {
      statuses.add(await again());
    }
    counts.push((await mailsTo(email)).length);
    await later(1);
  }
  expect(counts).toEqual([3, 6, 9, 10, 10]);
  expect(statuses.size).toBe(1);
  await later(24);
  await again();
  expect(await mailsTo(email)).toHaveLength(11);
});

it('all ways, accounts and spellings of one mailbox count together', async () => {
  const email = victim();
  const [name, host] = email.split('@');
  await account(app, 'thief', { email: `${name}+1@${host}` });
  await account(app, 'thief', { email: `${name?.toUpperCase()}+2@${host}` });
  const thief = await account(app, 'thief');
  await move(thief, `${name}+3@${host}`);
  await post('forgot-password', { email: `${name}+1@${host}` });
  await app.settle();
  expect(sent.filter(({ to }) => to.toLowerCase().startsWith(`${name}+`))).toHaveLength(3);
});

it('no such mail holds what a stranger chose, in either language', async () => {
  for (const language of ['en', 'ko']) {
    const email = victim();
    const given = { email, fullName: 'Win at evil.example' };
    const thief = await account(app, 'thief', given);
    const headers = { 'accept-language': language };
    await app.request({
      method: 'POST',
      url: '/v1/auth/forgot-password',
      body: { email },
      headers,
    });
    await app.request({
      method: 'PUT',
      url: '/v1/me/password',
      as: thief,
      body: { currentPassword: TEST_PASSWORD, newPassword: 'velvet-harbor-17' },
      headers,
    });
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(3);
    expect(JSON.stringify(mails)).not.toContain('evil');
  }
});

it('an address that was verified gets links in its own name, and every note about its security', async () => {
  const alice = await account(app, 'alice');
  await app.sql(
    `with x as (update user_account set email_verified_at = now() where id = $1 returning 1)
    select from x`,
    [alice.id],
  );
  await app.settle();
  await later(24);
  sent = [];
  for (let time = 0; time < 7; time += 1) {
    await settled(post('forgot-password', { email: alice.email }));
  }
  expect(await mailsTo(alice.email)).toHaveLength(5);
  expect(sent[0]?.text).toContain(alice.fullName);
  sent = [];
  for (let time = 0; time < 7; time += 1) {
    await settled(move(alice, victim()));
  }
  expect(await mailsTo(alice.email)).toHaveLength(7);
});

it('the limit holds for several processes at once', async () => {
  const beside = await testHttp({
    modules: [FrontModule],
    env: { JWT_SECRET: 'the same for all processes of this test' },
    beside: app,
  });
  takeMails(beside);
  const email = victim();
  const thieves = await Promise.all(
    Array.from({ length: 8 }, () => account(app, 'thief', { password: TEST_PASSWORD })),
  );
  await app.settle();
  await Promise.all(thieves.map((thief) => move(thief, email)));
  await Promise.all([app.settle(), beside.settle(), app.settle(), beside.settle()]);
  expect(await mailsTo(email)).toHaveLength(3);
  await beside.close();
});

it('a mail that no server took does not count', async () => {
  const email = victim();
  const allowance = app.get(MailAllowanceRepository);
  const spend = jest.spyOn(allowance, 'spend');
  jest.spyOn(app.get(Mailer), 'send').mockRejectedValueOnce(new Error('The server is away.'));
  await account(app, 'alice', { email });
  await app.settle().catch(() => undefined);
  const [row] = await app.sql<{ waiting: number }>(
    `select count(*)::integer as waiting from mail_allowance where sent_at = '{}'`,
  );
  expect(spend).toHaveBeenCalled();
  expect(row?.waiting).toBe(1);
});
