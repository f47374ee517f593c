import { createECDH } from 'node:crypto';
import { SessionService } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import {
  type Account,
  accounts,
  suspends,
  TEST_CLIENT,
  TEST_PASSWORD,
} from '#libs/testing/accounts';
import { PushCleanupJobs } from '../src/subscriptions/push-cleanup.jobs.js';
import { Browser, type PushServiceStub, pushServiceStub } from './push-service-stub.js';
import { type PushStage, pushStage, SUBSCRIPTIONS } from './stage.js';

let stub: PushServiceStub;
let app: PushStage;

beforeAll(async () => {
  stub = await pushServiceStub();
  app = await pushStage(stub);
});
afterAll(async () => {
  await app.close();
  await stub.close();
});

async function hosts(as: Account): Promise<string[]> {
  return (await app.subscriptions(as)).map(({ host }: { host: string }) => host);
}

describe('a subscription', () => {
  it('is listed without what would let others send to it', async () => {
    const { alice } = await accounts(app, 'alice');
    const browser = new Browser(`https://${stub.host}/one`);
    const { status, body, headers } = await app.subscribe(alice, browser.subscription, {
      'user-agent': 'Test/1.0',
    });
    expect(status).toBe(201);
    expect(headers['location']).toBe(SUBSCRIPTIONS);
    expect(body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      host: stub.host,
      userAgent: 'Test/1.0',
      createdAt: expect.any(String),
      lastSentAt: null,
      lastStatus: null,
    });
    const list = await app.request({ method: 'GET', url: SUBSCRIPTIONS, as: alice });
    expect(list.body).toEqual({ items: [body], nextCursor: null });
  });

  it('is removed by its owner only, and as often as asked', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    await app.browser(alice);
    const [{ id }] = await app.subscriptions(alice);
    const url = `${SUBSCRIPTIONS}/${String(id)}`;
    expect((await app.request({ method: 'DELETE', url, as: bob })).status).toBe(204);
    expect(await hosts(alice)).toHaveLength(1);
    expect((await app.request({ method: 'DELETE', url, as: alice })).status).toBe(204);
    expect((await app.request({ method: 'DELETE', url, as: alice })).status).toBe(204);
    expect(await hosts(alice)).toEqual([]);
  });

  it('replaces the older one of its endpoint, whoever had it', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    const { subscription } = new Browser(`https://${stub.host}/shared-computer`);
    const [first] = await Promise.all([
      app.subscribe(alice, subscription),
      app.subscribe(alice, subscription),
      app.subscribe(alice, subscription),
    ]);
    expect(first.status).toBe(201);
    expect(await hosts(alice)).toHaveLength(1);
    await app.subscribe(bob, subscription);
    expect(await hosts(alice)).toEqual([]);
    expect(await hosts(bob)).toHaveLength(1);
  });

  it('makes the oldest go when there are more than thirty', async () => {
    const { alice } = await accounts(app, 'alice');
    const first = await app.browser(alice);
    for (let number = 0; number < 30; number += 1) {
      await app.browser(alice);
    }
    const rows = await app.sql<{ endpoint: string }>(
      'select endpoint from push_subscription where user_id = $1',
      [alice.id],
    );
    expect(rows).toHaveLength(30);
    expect(rows).not.toContainEqual({ endpoint: first.endpoint });
  });

  it.each([
    'https://evil.example.org/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://push.example.org:8443/x',
    'http://push.example.org/x',
  ])('at %s is refused', async (endpoint) => {
    const { alice } = await accounts(app, 'alice');
    const { status, body } = await app.subscribe(alice, {
      ...new Browser(endpoint).subscription,
    });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'endpoint-refused' });
  });

  it.each([
    ['no address', { endpoint: 'push' }],
    ['a password in the address', { endpoint: 'https://user:pass@push.example.org/x' }],
    ['another host behind it', { endpoint: 'https://push.example.org@evil.example.org/x' }],
    ['an endless address', { endpoint: `https://push.example.org/${'x'.repeat(2_048)}` }],
    ['a point beside the curve', { keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) } }],
    ['a short secret', { keys: { p256dh: point(), auth: 'AAAA' } }],
    ['no keys', { keys: undefined }],
  ])('with %s is malformed', async (_what, wrong) => {
    const { alice } = await accounts(app, 'alice');
    const { subscription } = new Browser('https://push.example.org/x');
    const { status, body } = await app.subscribe(alice, { ...subscription, ...wrong });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation-failed' });
  });
});

function point(): string {
  const key = createECDH('prime256v1');
  return key.generateKeys('base64url');
}

describe('a subscription ends with its session', () => {
  const password = TEST_PASSWORD;

  it.each<[string, (alice: Account) => Promise<unknown>]>([
    ['logout', (as) => app.request({ method: 'POST', url: '/v1/auth/logout', as })],
    [
      'revocation',
      (as) =>
        app.request({ method: 'DELETE', url: `/v1/auth/sessions/${as.viewer.sessionId}`, as }),
    ],
    ['deletion', (as) => app.request({ method: 'DELETE', url: '/v1/me', as, body: { password } })],
    ['suspension', (person) => suspends(app, person)],
  ])('by %s', async (_what, end) => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    await end(alice);
    expect(
      await app.sql('select id from push_subscription where user_id = $1', [alice.id]),
    ).toEqual([]);
  });

  it('and not with another one', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    const { userId, sessionId, tokens } = await app
      .get(UnitOfWork)
      .run(() => app.get(SessionService).open(alice.id, TEST_CLIENT));
    const other = {
      ...alice,
      viewer: { ...alice.viewer, userId, sessionId },
      token: tokens.accessToken,
    };
    await app.browser(other);
    await app.request({
      method: 'PUT',
      url: '/v1/me/password',
      as: other,
      body: { currentPassword: password, newPassword: 'quiet-lantern-77' },
    });
    expect(await app.subscriptions(other)).toHaveLength(1);
  });

  it('that ran out, soon', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    await app.browser(alice);
    await app.browser(bob);
    await app.sql('update session set expires_at = now() where user_id = $1', [alice.id]);
    await app.get(PushCleanupJobs).removeEnded();
    expect(
      await app.sql('select user_id from push_subscription where user_id in ($1, $2)', [
        alice.id,
        bob.id,
      ]),
    ).toEqual([{ user_id: bob.id }]);
  });
});

describe('the key', () => {
  it('is the same for everybody', async () => {
    const { status, body } = await app.request({ method: 'GET', url: '/v1/push-key' });
    expect(status).toBe(200);
    expect(Buffer.from(body.publicKey, 'base64url')).toHaveLength(65);
  });

  it('is null where nothing is pushed, and nobody can subscribe', async () => {
    const off = await pushStage(stub, {
      env: {
        NODE_ENV: 'production',
        JWT_SECRET: 'k'.repeat(48),
        METRICS_TOKEN: 'scrape',
        PASSWORD_HASH_MEMORY_KIB: '7168',
      },
    });
    const { alice } = await accounts(off, 'alice');
    expect((await off.request({ method: 'GET', url: '/v1/push-key' })).body).toEqual({
      publicKey: null,
    });
    const { subscription } = new Browser(`https://${stub.host}/off`);
    const refused = await off.subscribe(alice, subscription);
    expect({ status: refused.status, code: refused.body.code }).toEqual({
      status: 422,
      code: 'push-off',
    });
    await off.close();
  });
});
