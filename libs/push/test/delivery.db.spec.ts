import { Settings } from '#libs/config';
import { accounts } from '#libs/testing/accounts';
import { PushDeliveryJobs } from '../src/delivery/push-delivery.jobs.js';
import { type PushServiceStub, pushServiceStub, vapidClaims } from './push-service-stub.js';
import { type PushStage, pushStage } from './stage.js';

let stub: PushServiceStub;
let app: PushStage;

beforeAll(async () => {
  stub = await pushServiceStub();
  app = await pushStage(stub);
});
beforeEach(async () => {
  stub.arrived.length = 0;
  stub.answers.length = 0;
  app.said.clear();
  await app.sql('delete from push_subscription');
});
afterAll(async () => {
  await app.close();
  await stub.close();
});

describe('a push', () => {
  it('reaches each browser of the person, encrypted to it and signed', async () => {
    const { alice, bob } = await accounts(app, 'alice', 'bob');
    const [phone, laptop] = [await app.browser(alice), await app.browser(alice)];
    await app.browser(bob);
    app.said.set('7', { title: '안녕, 앨리스', id: '7' });
    await app.leave(alice, '7');
    await app.send();

    expect(stub.arrived.map(({ path }) => path).sort()).toEqual(
      [phone, laptop].map(({ endpoint }) => new URL(endpoint).pathname).sort(),
    );
    for (const arrived of stub.arrived) {
      const browser = [phone, laptop].find(({ endpoint }) => endpoint.endsWith(arrived.path))!;
      expect(browser.read(arrived)).toEqual({ title: '안녕, 앨리스', id: '7' });
      expect(arrived.headers).toMatchObject({
        'content-encoding': 'aes128gcm',
        ttl: '3600',
        topic: 'test-7',
        urgency: 'normal',
      });
      const { publicKey, claims } = vapidClaims(arrived.headers.authorization);
      const key = await app.request({ method: 'GET', url: '/v1/push-key' });
      expect(publicKey).toBe(key.body.publicKey);
      expect(claims).toMatchObject({
        aud: `https://${stub.host}`,
        sub: 'mailto:push@example.org',
      });
    }
    expect(await app.lastStatus(alice)).toBe(201);
    expect(await app.lastStatus(bob)).toBeNull();
  });

  it('is not sent when there is nothing to say any more', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'soon gone' });
    await app.leave(alice, '1');
    app.said.delete('1');
    await app.send();
    expect(stub.arrived).toEqual([]);
    expect(await app.left(alice)).toEqual([]);
  });

  it.each<[string, string]>([
    ['its session has ended', 'update session set revoked_at = now() where user_id = $1'],
    ['its session ran out', 'update session set expires_at = now() where user_id = $1'],
    ['the person is suspended', 'update user_account set is_active = false where id = $1'],
  ])('is not sent when %s', async (_why, end) => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'no' });
    await app.leave(alice, '1');
    await app.sql(end, [alice.id]);
    await app.send();
    expect(stub.arrived).toEqual([]);
    expect(await app.left(alice)).toEqual([]);
  });

  it('waits as long as asked, and what is left meanwhile joins it', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'later' });
    await app.leave(alice, '1', { delay: 60, pause: 600 });
    await app.leave(alice, '1', { delay: 60, pause: 600 });
    await app.send();
    expect(stub.arrived).toEqual([]);
    const [row, ...more] = await app.left(alice);
    expect(more).toEqual([]);
    expect(row!.wait).toBeGreaterThan(0);
    expect(row!.wait).toBeLessThanOrEqual(60);
  });

  it('is sent once in the pause of its subject, and again after it', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'liked' });
    await app.leave(alice, '1', { delay: 0, pause: 600 });
    await app.send();
    await app.leave(alice, '1', { delay: 0, pause: 600 });
    await app.send();
    expect(stub.arrived).toHaveLength(1);
    await app.sql(`update push_delivery set due_at = due_at - interval '10 minutes'`);
    await app.send();
    expect(stub.arrived).toHaveLength(2);
  });

  it('follows when its subject grew while it was being sent', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'liked' });
    await app.leave(alice, '1');
    await app.sql(
      `update push_delivery set due_at = null, lease_until = now() + interval '2 minutes'`,
    );
    await app.leave(alice, '1', { delay: 0, pause: 600 });
    const [row] = await app.left(alice);
    expect(row).toMatchObject({ leased: true });
    expect(row!.wait).toBeGreaterThan(500);
  });

  it('is sent once by workers that look at the same moment', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    const second = await pushStage(stub, {
      beside: app,
      env: { VAPID_PRIVATE_KEY: app.get(Settings).vapidPrivateKey! },
    });
    for (let subject = 1; subject <= 40; subject += 1) {
      for (const program of [app, second]) {
        program.said.set(String(subject), { subject });
      }
      await app.leave(alice, String(subject));
    }
    await Promise.all([app.send(), second.send(), app.send(), second.send()]);
    expect(stub.arrived.map(({ headers }) => headers['topic']).sort()).toEqual(
      Array.from({ length: 40 }, (_, index) => `test-${String(index + 1)}`).sort(),
    );
    await second.close();
  });

  it('is taken up again when whoever sent it was killed', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'again' });
    await app.leave(alice, '1');
    await app.sql(
      `update push_delivery set due_at = null, lease_until = now() - interval '1 second'`,
    );
    await app.send();
    expect(stub.arrived).toHaveLength(1);
    expect(await app.left(alice)).toMatchObject([{ leased: false, sent: true, wait: null }]);
  });

  it('that was sent yesterday is forgotten', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'old' });
    await app.leave(alice, '1');
    await app.send();
    await app.get(PushDeliveryJobs).removeSent();
    expect(await app.left(alice)).toHaveLength(1);
    await app.sql(`update push_delivery set sent_at = now() - interval '25 hours'`);
    await app.get(PushDeliveryJobs).removeSent();
    expect(await app.left(alice)).toEqual([]);
  });
});

it('a push that nobody can tell is tried again', async () => {
  const { alice } = await accounts(app, 'alice');
  await app.browser(alice);
  app.said.set('1', { title: 'x'.repeat(3_001) });
  await app.leave(alice, '1');
  await app.send();
  expect(stub.arrived).toEqual([]);
  expect(await app.left(alice)).toMatchObject([{ attempts: 1 }]);
});
