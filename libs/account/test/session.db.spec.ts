import { AccessTokens } from '#libs/http';
import { type TestHttp, testHttp } from '#libs/testing';
import {
  type Account,
  account,
  accounts,
  givesRole,
  restores,
  suspends,
} from '#libs/testing/accounts';
import { AccountCleanupJobs } from '../src/sessions/account-cleanup.jobs.js';
import { FrontModule } from './front.module.js';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [FrontModule] });
});
afterAll(() => app.close());

const refresh = (refreshToken: string) =>
  app.request({ method: 'POST', url: '/v1/auth/refresh', body: { refreshToken } });
const me = (token: string) => app.request({ method: 'GET', url: '/v1/me', as: { token } });
const login = ({ email, password }: Pick<Account, 'email' | 'password'>) =>
  app.request({ method: 'POST', url: '/v1/auth/login', body: { email, password } });
const pastGrace = ({ viewer }: Account) =>
  app.sql(
    `update refresh_token set rotated_at = rotated_at - interval '11 seconds' where session_id = $1`,
    [viewer.sessionId],
  );

describe('an access token', () => {
  it('acts for nobody but the person of its session', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    const { token } = app
      .get(AccessTokens)
      .sign({ userId: alice.id, sessionId: bob.viewer.sessionId });
    const { status, body } = await me(token);
    expect([status, body.code]).toEqual([401, 'token-revoked']);
  });

  it('acts for its own person, however many are looked up at once', async () => {
    const { alice, bob, carol } = await accounts(app, 'alice', 'bob', 'carol');
    await app.request({ method: 'POST', url: '/v1/auth/logout', as: carol });
    const tokens = [alice.token, carol.token, bob.token, alice.token];
    const answers = await Promise.all(tokens.map(me));
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
      [200, alice.id],
      [401, undefined],
      [200, bob.id],
      [200, alice.id],
    ]);
  });
});

describe('a refresh', () => {
  it('gives a new pair, and the session lives on', async () => {
    const alice = await account(app, 'alice');
    const { status, body } = await refresh(alice.refreshToken);
    expect(status).toBe(200);
    expect(body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
    expect(body.refreshToken).not.toBe(alice.refreshToken);
    expect((await me(body.accessToken)).status).toBe(200);
  });

  it('repeated twenty times at once gives the same pair, and the family lives', async () => {
    const alice = await account(app, 'alice');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refresh(alice.refreshToken)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const pairs = new Set(answers.map(({ body }) => JSON.stringify(body)));
    expect(pairs.size).toBe(1);
    const [{ body: pair } = { body: {} }] = answers;
    expect((await me(pair.accessToken)).status).toBe(200);
    expect((await refresh(pair.refreshToken)).status).toBe(200);
  });

  it('with a token whose successor was used ends the family, for good', async () => {
    const alice = await account(app, 'alice');
    const { body: second } = await refresh(alice.refreshToken);
    const { body: third } = await refresh(second.refreshToken);
    const reuse = await refresh(alice.refreshToken);
    expect([reuse.status, reuse.body.code]).toEqual([401, 'token-revoked']);
    expect((await refresh(third.refreshToken)).body.code).toBe('token-revoked');
    expect((await me(third.accessToken)).body.code).toBe('token-revoked');
  });

  it('repeated after ten seconds ends the family', async () => {
    const alice = await account(app, 'alice');
    const { body: second } = await refresh(alice.refreshToken);
    await pastGrace(alice);
    expect((await refresh(alice.refreshToken)).body.code).toBe('token-revoked');
    expect((await refresh(second.refreshToken)).body.code).toBe('token-revoked');
  });

  it('takes no access token, and no refresh token passes for an access token', async () => {
    const alice = await account(app, 'alice');
    expect((await refresh(alice.token)).status).toBe(401);
    expect((await me(alice.refreshToken)).status).toBe(401);
    expect((await me(alice.token)).status).toBe(200);
  });

  it('gives a token that lives 30 days from then', async () => {
    const alice = await account(app, 'alice');
    await app.sql(
      `update refresh_token set expires_at = now() + interval '1 day' where session_id = $1`,
      [alice.viewer.sessionId],
    );
    await refresh(alice.refreshToken);
    const lives = await app.sql(
      `
      select round(extract(epoch from expires_at - now()) / 86400)::integer as days
      from refresh_token
      where session_id = $1
      order by days
      `,
      [alice.viewer.sessionId],
    );
    expect(lives).toEqual([{ days: 1 }, { days: 30 }]);
  });

  it('with an expired token is refused as such', async () => {
    const alice = await account(app, 'alice');
    await app.sql(`update refresh_token set expires_at = now() where session_id = $1`, [
      alice.viewer.sessionId,
    ]);
    expect((await refresh(alice.refreshToken)).body.code).toBe('token-expired');
  });

  it('leaves no token in the database that could be used', async () => {
    const alice = await account(app, 'alice');
    const { body } = await refresh(alice.refreshToken);
    const stored = JSON.stringify(
      await app.sql(
        `select encode(token_hash, 'escape') h, encode(token_hash, 'base64') b from refresh_token`,
      ),
    );
    expect(stored).not.toContain(body.refreshToken);
    await refresh(body.refreshToken);
    const seeds = await app.sql(
      `select from refresh_token where session_id = $1 and successor_seed is not null`,
      [alice.viewer.sessionId],
    );
    expect(seeds).toHaveLength(1);
  });
});

describe('sessions', () => {
  it('end at logout, at once', async () => {
    const alice = await account(app, 'alice');
    const out = await app.request({ method: 'POST', url: '/v1/auth/logout', as: alice });
    expect(out.status).toBe(204);
    expect((await me(alice.token)).body.code).toBe('token-revoked');
    expect((await refresh(alice.refreshToken)).body.code).toBe('token-revoked');
  });

  it('are listed, newest first, and ended one by one or all but the current', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    const second = await login(alice);
    const third = await login(alice);
    const list = await app.request({ method: 'GET', url: '/v1/auth/sessions', as: alice });
    expect(list.body.items).toHaveLength(3);
    expect(list.body.items[2]).toEqual({
      id: alice.viewer.sessionId,
      userAgent: 'maru-test',
      ip: '127.0.0.1',
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      current: true,
    });
    const end = (as: Account, id: string) =>
      app.request({ method: 'DELETE', url: `/v1/auth/sessions/${id}`, as });
    expect((await end(bob, list.body.items[0].id)).status).toBe(404);
    expect((await end(alice, list.body.items[0].id)).status).toBe(204);
    expect((await me(third.body.tokens.accessToken)).body.code).toBe('token-revoked');
    expect((await me(second.body.tokens.accessToken)).status).toBe(200);
    const others = await app.request({ method: 'DELETE', url: '/v1/auth/sessions', as: alice });
    expect(others.status).toBe(204);
    expect((await me(second.body.tokens.accessToken)).body.code).toBe('token-revoked');
    expect((await me(alice.token)).status).toBe(200);
    expect((await me(bob.token)).status).toBe(200);
  });

  it('stop with a suspension, and the right password then says why', async () => {
    const alice = await account(app, 'alice');
    await suspends(app, alice);
    expect((await me(alice.token)).body.code).toBe('token-revoked');
    expect((await refresh(alice.refreshToken)).body.code).toBe('token-revoked');
    const right = await login(alice);
    expect([right.status, right.body.code]).toEqual([403, 'account-suspended']);
    const wrong = await login({ ...alice, password: 'something else' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'invalid-credentials']);
    await restores(app, alice);
    expect((await login(alice)).status).toBe(200);
  });

  it('read the role on each request, not from the token', async () => {
    const alice = await account(app, 'alice');
    await givesRole(app, alice, 'admin');
    expect((await me(alice.token)).body.role).toBe('admin');
  });

  it('are forgotten once they ran out', async () => {
    const alice = await account(app, 'alice');
    await app.sql(
      `update session set expires_at = now() - interval '1 second' where user_id = $1`,
      [alice.id],
    );
    await app.get(AccountCleanupJobs).removeExpired();
    expect(await app.sql('select from session where user_id = $1', [alice.id])).toEqual([]);
  });
});
