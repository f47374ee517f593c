import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../../libs/testing/src/eventually.js';
import { mails } from './support/mailbox.js';
import { person, superuser } from './support/people.js';
import { programLog } from './support/program-log.js';
import { problemFaults } from './support/refusals.js';
import { type Answer, call, send } from './support/wire.js';

const get = (target: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send({ method: 'GET', target, headers });

describe('the log', () => {
  it('holds no secret, no address and no number of anybody', async () => {
    const who = await person('secretive');
    const tried = 'a wrong walnut 4711';
    const mail = `Mixed.${who.email}`;
    const phone = '+821099998877';
    await call('POST', '/v1/auth/login', { body: { email: who.email, password: who.password } });
    const refreshed = (await call('POST', '/v1/auth/refresh', {
      body: { refreshToken: who.refreshToken },
    })) as Record<string, string>;
    await call('POST', '/v1/auth/forgot-password', { body: { email: who.email } });
    await call('PATCH', '/v1/me', {
      token: who.token,
      body: { email: mail, currentPassword: who.password, phone },
    });
    const post = (target: string, body: object): Promise<Answer> =>
      send({
        method: 'POST',
        target,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post('/v1/auth/login', { email: who.email, password: tried });
    await post('/v1/auth/sign-up', {
      email: who.email,
      password: who.password,
      fullName: 'Double',
      nickname: who.nickname,
      phone,
      birthday: '1991-02-03',
    });
    await post('/v1/auth/reset-password', { token: 'reset-token-4711', newPassword: 'short' });
    const admin = await superuser();
    const asAdmin = { authorization: `Bearer ${admin.token}` };
    await get(
      `/v1/admin/users?email=${encodeURIComponent(who.email)}&phone=${encodeURIComponent(phone)}`,
      asAdmin,
    );
    await get(
      `/v1/users?Email=${encodeURIComponent(who.email)}&phone%5B%5D=${encodeURIComponent(phone)}`,
    );
    for (const said of [who.email, encodeURIComponent(who.email), '%2B821099998877']) {
      await get(`/v1/posts?q=${said}`);
      await get(`/v1/users/by-nickname/${said}?cursor=${said}`);
      await get(`/v1/${said}?${said}`);
      await get(`/v1/posts/%zz${said}`);
    }
    await get('/v1/posts?limit=01099998877&access_token=query-token-4711');
    await get('/verify-email?token=verify-token-4711');
    const mailed = await eventually(mailTokens, ({ length }) => length > 0);

    const log = await programLog();
    const secrets = {
      email: who.email,
      encodedEmail: encodeURIComponent(who.email),
      mail,
      password: who.password,
      tried,
      phone,
      encodedPhone: encodeURIComponent(phone),
      birthday: '1991-02-03',
      accessToken: who.token.split('.')[2]!,
      refreshToken: who.refreshToken,
      newRefreshToken: refreshed['refreshToken']!,
      adminToken: admin.token.split('.')[2]!,
      adminPassword: admin.password,
      verifyToken: 'verify-token-4711',
      resetToken: 'reset-token-4711',
      queryToken: 'query-token-4711',
      localPhone: '1099998877',
      signingKey: (
        await readFile(join(process.env['MARU_DATA_DIR']!, 'jwt-secret'), 'utf8')
      ).trim(),
      ...Object.fromEntries(mailed.map((token, i) => [`token of mail ${i}`, token])),
    };
    expect(Object.entries(secrets).filter(([, secret]) => log.includes(secret))).toEqual([]);
  });

  it('writes a refused request without an error', async () => {
    const answer = await get('/v1/me');
    expect(problemFaults(answer)).toEqual([]);
    const line = (await programLog()).split('\n').find((one) => one.includes('GET /v1/me 401'));
    expect(line).toMatch(/INFO/);
  });

  /** Tokens in the links of the mails that were sent up to now. */
  async function mailTokens(): Promise<string[]> {
    return (await mails())
      .slice(-20)
      .flatMap((text) =>
        [...text.replace(/=\r?\n/g, '').matchAll(/token=(?:3D)?([\w-]{20,})/g)].map(
          ([, token]) => token!,
        ),
      );
  }
});
