import { type Mail, Mailer } from '#libs/mail';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, account, TEST_PASSWORD } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

let app: TestHttp;
let sent: Mail[];

beforeAll(async () => {
  app = await testHttp({ modules: [FrontModule] });
  jest.spyOn(app.get(Mailer), 'send').mockImplementation((mail) => {
    sent.push(mail);
    return Promise.resolve();
  });
});
afterAll(() => app.close());
beforeEach(() => (sent = []));

const post = (path: string, body: object, headers = {}) =>
  app.request({ method: 'POST', url: `/v1/auth/${path}`, body, headers });
const me = async (as: Account) => (await app.request({ method: 'GET', url: '/v1/me', as })).body;
const edit = (as: Account, body: object) =>
  app.request({ method: 'PATCH', url: '/v1/me', as, body });
const login = (email: string, password: string) => post('login', { email, password });
const tokenIn = (mail: Mail | undefined) => /token=([\w-]{20,})/.exec(mail?.text ?? '')?.[1] ?? '';
const mailsTo = async (email: string) => {
  await app.settle();
  return sent.filter(({ to }) => to === email);
};
const dropMails = async () => {
  await app.settle();
  sent = [];
};

describe('after sign-up', () => {
  it('the link of a mail verifies the address, once', async () => {
    const alice = await account(app, 'alice');
    const [mail] = await mailsTo(alice.email);
    expect(mail?.text).toContain('/verify-email?token=');
    expect((await me(alice)).emailVerified).toBe(false);
    const token = tokenIn(mail);
    expect((await post('verify-email', { token })).status).toBe(204);
    expect((await me(alice)).emailVerified).toBe(true);
    const again = await post('verify-email', { token });
    expect([again.status, again.body.code]).toEqual([422, 'token-invalid']);
  });

  it('a token that ran out or is for something else is refused', async () => {
    const alice = await account(app, 'alice');
    const token = tokenIn((await mailsTo(alice.email))[0]);
    const reset = await post('reset-password', { token, newPassword: 'velvet-harbor-17' });
    expect(reset.body.code).toBe('token-invalid');
    await app.sql(`update mail_token set expires_at = now() where user_id = $1`, [alice.id]);
    expect((await post('verify-email', { token })).body.code).toBe('token-invalid');
    expect((await post('verify-email', { token: 'x' })).body.code).toBe('token-invalid');
  });

  it('the link is sent again on demand, three mails an hour at most', async () => {
    const alice = await account(app, 'alice');
    for (let time = 0; time < 7; time += 1) {
      const answer = await app.request({
        method: 'POST',
        url: '/v1/auth/verify-email/resend',
        as: alice,
        headers: { 'accept-language': 'ko-KR,ko;q=0.9' },
      });
      expect(answer.status).toBe(202);
      await app.settle();
    }
    // Other tests may have left mails of their people.
    const own = sent.filter(({ to }) => to === alice.email);
    expect(own).toHaveLength(3);
    expect(own[2]?.subject).toContain('이메일');
  });
});

describe('a new address', () => {
  it('needs the password, waits for its verification, and the old one is told', async () => {
    const alice = await account(app, 'alice');
    await dropMails();
    const email = 'alice.new@example.com';
    const missing = await edit(alice, { email });
    expect([missing.status, missing.body.errors[0].pointer]).toEqual([400, '/currentPassword']);
    const wrong = await edit(alice, { email, currentPassword: 'a wrong guess' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid-credentials']);

    const asked = await edit(alice, { email, currentPassword: TEST_PASSWORD });
    expect(asked.body).toMatchObject({ email: alice.email, pendingEmail: email });
    expect(await mailsTo(alice.email)).toHaveLength(1);
    const [mail] = await mailsTo(email);
    expect((await login(email, TEST_PASSWORD)).status).toBe(401);

    await post('verify-email', { token: tokenIn(mail) });
    expect(await me(alice)).toMatchObject({ email, emailVerified: true, pendingEmail: null });
    expect(await mailsTo(alice.email)).toHaveLength(2);
    expect((await login(email, TEST_PASSWORD)).status).toBe(200);
    expect((await login(alice.email, TEST_PASSWORD)).status).toBe(401);
  });

  it('of somebody else is refused, at once and when it is verified', async () => {
    const alice = await account(app, 'alice');
    const bob = await account(app, 'bob');
    const taken = await edit(alice, {
      email: bob.email.toUpperCase(),
      currentPassword: TEST_PASSWORD,
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'email-taken']);
    const email = 'wanted@example.com';
    await edit(alice, { email, currentPassword: TEST_PASSWORD });
    const [mail] = await mailsTo(email);
    await account(app, 'carol', { email });
    const late = await post('verify-email', { token: tokenIn(mail) });
    expect([late.status, late.body.code]).toEqual([409, 'email-taken']);
    expect((await me(alice)).email).toBe(alice.email);
  });

  it('asked for by mistake is given up by asking for the present one', async () => {
    const alice = await account(app, 'alice');
    const email = 'mistake@example.com';
    await edit(alice, { email, currentPassword: TEST_PASSWORD });
    const [mail] = await mailsTo(email);
    const back = await edit(alice, { email: alice.email, currentPassword: TEST_PASSWORD });
    expect(back.body.pendingEmail).toBeNull();
    expect((await post('verify-email', { token: tokenIn(mail) })).body.code).toBe('token-invalid');
  });
});

describe('a forgotten password', () => {
  const forgot = (email: string) => post('forgot-password', { email });

  it('is replaced by the link of a mail, which ends all sessions', async () => {
    const alice = await account(app, 'alice');
    await dropMails();
    expect((await forgot(alice.email.toUpperCase())).status).toBe(202);
    const [mail] = await mailsTo(alice.email);
    const token = tokenIn(mail);
    const weak = await post('reset-password', { token, newPassword: 'qwertyuiop' });
    expect([weak.status, weak.body.code]).toEqual([422, 'weak-password']);
    const done = await post('reset-password', { token, newPassword: 'velvet-harbor-17' });
    expect(done.status).toBe(204);
    const old = await app.request({ method: 'GET', url: '/v1/me', as: alice });
    expect(old.body.code).toBe('token-revoked');
    expect((await login(alice.email, TEST_PASSWORD)).status).toBe(401);
    expect((await login(alice.email, 'velvet-harbor-17')).status).toBe(200);
    const again = await post('reset-password', { token, newPassword: 'velvet-harbor-18' });
    expect(again.body.code).toBe('token-invalid');
  });

  it('of twenty uses of one token at once one counts', async () => {
    const alice = await account(app, 'alice');
    await dropMails();
    await forgot(alice.email);
    const token = tokenIn((await mailsTo(alice.email))[0]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        post('reset-password', { token, newPassword: `velvet-harbor-${i}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ body }) => body?.code === 'token-invalid')).toHaveLength(19);
  });

  it('asked for many times gets a few mails only', async () => {
    const alice = await account(app, 'alice');
    await dropMails();
    await app.sql(
      `with x as (
        update user_account set email_verified_at = now() where id = $1 returning 1
      ), y as (delete from mail_allowance returning 1)
      select from x, y`,
      [alice.id],
    );
    for (let time = 0; time < 8; time += 1) {
      await forgot(alice.email);
      await app.settle();
    }
    expect(sent).toHaveLength(5);
  });

  it('of an address without account is answered alike, and nothing is sent', async () => {
    await dropMails();
    const answer = await forgot('nobody@example.com');
    expect(answer.status).toBe(202);
    await app.settle();
    expect(sent).toEqual([]);
  });
});

describe('a changed password', () => {
  it('needs the present one and ends all other sessions', async () => {
    const alice = await account(app, 'alice');
    const other = await login(alice.email, TEST_PASSWORD);
    const change = (currentPassword: string, newPassword: string) =>
      app.request({
        method: 'PUT',
        url: '/v1/me/password',
        as: alice,
        body: { currentPassword, newPassword },
      });
    const wrong = await change('a wrong guess', 'velvet-harbor-17');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid-credentials']);
    expect((await change(TEST_PASSWORD, alice.email)).body.code).toBe('weak-password');
    expect((await change(TEST_PASSWORD, 'velvet-harbor-17')).status).toBe(204);
    expect((await me(alice)).id).toBe(alice.id);
    const ended = await app.request({
      method: 'GET',
      url: '/v1/me',
      as: { token: other.body.tokens.accessToken },
    });
    expect(ended.body.code).toBe('token-revoked');
    expect((await login(alice.email, TEST_PASSWORD)).status).toBe(401);
    expect((await login(alice.email, 'velvet-harbor-17')).status).toBe(200);
  });
});

describe('the pages of links', () => {
  it.each(['/verify-email', '/reset-password'])('%s runs its own script only', async (url) => {
    const { status, headers, text } = await app.request({
      method: 'GET',
      url: `${url}?token=<b>x`,
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-/);
    expect(text).not.toContain('<b>x');
  });
});
