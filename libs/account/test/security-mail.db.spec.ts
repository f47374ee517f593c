import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Settings } from '#libs/config';
import { type TestHttp, testHttp } from '#libs/testing';
import { type Account, account, TEST_PASSWORD } from '#libs/testing/accounts';
import { FrontModule } from './front.module.js';

const KOREAN = { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' };
const ENGLISH = { 'accept-language': 'fr, en;q=0.7, ko;q=0.3' };
const NEW_PASSWORD = 'velvet-harbor-17';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({
    modules: [FrontModule],
    env: { WEB_URL: 'https://maru.example.org/app' },
  });
});
afterAll(() => app.close());

/** The mails that an address got, oldest first: what the files say when no mail server is set. */
const mailsTo = async (address: string) => {
  await app.settle();
  const folder = join(app.get(Settings).dataDir, 'mail');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return mails.filter((mail) => new RegExp(`^To: ${address}\\r?$`, 'm').test(mail));
};
const lastTo = async (address: string) => (await mailsTo(address)).at(-1) ?? '';
const tokenIn = (mail: string) => /token=([\w-]{20,})/.exec(mail)?.[1] ?? '';
const post = (path: string, body: object, headers = {}) =>
  app.request({ method: 'POST', url: `/v1/auth/${path}`, body, headers });
const changePassword = (as: Account, currentPassword: string, headers = {}) =>
  app.request({
    method: 'PUT',
    url: '/v1/me/password',
    as,
    body: { currentPassword, newPassword: NEW_PASSWORD },
    headers,
  });

describe('a changed password', () => {
  it.each([
    ['Korean', KOREAN, '비밀번호가 바뀌었고'],
    ['English', ENGLISH, 'password of your account was changed'],
    ['English when nothing is said', {}, 'password of your account was changed'],
  ])('is told by mail, in %s, as text and as HTML', async (_, headers, words) => {
    const alice = await account(app, 'alice');
    expect((await changePassword(alice, TEST_PASSWORD, headers)).status).toBe(204);
    const mail = await lastTo(alice.email);
    expect(mail).toContain('Content-Type: multipart/alternative');
    const [, text = '', html = ''] = mail.split(
      /Content-Type: text\/(?:plain|html); charset=utf-8/,
    );
    expect(text).toContain(words);
    expect(html).toContain(words);
    expect(html).toContain('<html>');
    expect(mail).not.toContain(NEW_PASSWORD);
  });

  it('is not told when it was refused', async () => {
    const alice = await account(app, 'alice');
    await mailsTo(alice.email);
    expect((await changePassword(alice, 'a wrong guess')).status).toBe(401);
    expect(await mailsTo(alice.email)).toHaveLength(1);
  });

  it('by the link of a mail is told too', async () => {
    const alice = await account(app, 'alice');
    await post('forgot-password', { email: alice.email }, KOREAN);
    const offer = await lastTo(alice.email);
    expect(offer).toContain('https://maru.example.org/app/reset-password?token=');
    expect(offer).toContain('새 비밀번호');
    const token = tokenIn(offer);
    await post('reset-password', { token, newPassword: NEW_PASSWORD }, KOREAN);
    expect(await lastTo(alice.email)).toContain('비밀번호가 바뀌었고');
  });
});

describe('a changed address', () => {
  it('is told to the old one twice, in the language of the request, and the link goes to the new one', async () => {
    const alice = await account(app, 'alice');
    const email = 'alice.moved@example.com';
    await app.request({
      method: 'PATCH',
      url: '/v1/me',
      as: alice,
      body: { email, currentPassword: TEST_PASSWORD },
      headers: KOREAN,
    });
    const asked = await lastTo(alice.email);
    expect(asked).toContain('바꾸려는 요청');
    expect(asked).not.toContain(email);
    const link = await lastTo(email);
    expect(link).toContain('https://maru.example.org/app/verify-email?token=');
    await post('verify-email', { token: tokenIn(link) }, ENGLISH);
    expect(await lastTo(alice.email)).toContain('You can no longer log in with this one.');
  });

  it('makes links for a new password void that went to the old one', async () => {
    const alice = await account(app, 'alice');
    const email = 'alice.gone@example.com';
    await post('forgot-password', { email: alice.email });
    const reset = tokenIn(await lastTo(alice.email));
    await app.request({
      method: 'PATCH',
      url: '/v1/me',
      as: alice,
      body: { email, currentPassword: TEST_PASSWORD },
    });
    await post('verify-email', { token: tokenIn(await lastTo(email)) });
    const answer = await post('reset-password', { token: reset, newPassword: NEW_PASSWORD });
    expect([answer.status, answer.body.code]).toEqual([422, 'token-invalid']);
  });
});

it('a mail token is kept as its hash only, and works for 24 hours or 30 minutes', async () => {
  const alice = await account(app, 'alice');
  const verify = tokenIn(await lastTo(alice.email));
  await post('forgot-password', { email: alice.email });
  const reset = tokenIn(await lastTo(alice.email));
  const rows = await app.sql<{ purpose: string; minutes: number; kept: string }>(
    `
    select
      purpose,
      extract(epoch from expires_at - created_at)::integer / 60 as minutes,
      encode(token_hash, 'escape') || encode(token_hash, 'base64') as kept
    from mail_token
    where user_id = $1
    order by purpose
    `,
    [alice.id],
  );
  expect(rows.map(({ purpose, minutes }) => [purpose, minutes])).toEqual([
    ['reset-password', 30],
    ['verify-email', 24 * 60],
  ]);
  const kept = rows.map((row) => row.kept).join();
  expect(kept).not.toContain(verify);
  expect(kept).not.toContain(reset);
});
