import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Settings } from '#libs/config';
import { PushNetworkService } from '#libs/push';
import { type Account, accounts } from '#libs/testing/accounts';
import { PushDeliveryJobs } from '../src/delivery/push-delivery.jobs.js';
import { PrivateAddress } from '../src/delivery/push-network.service.js';
import { type PushServiceStub, pushServiceStub, vapidClaims } from './push-service-stub.js';
import { type PushStage, pushStage } from './push-stage.js';

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

interface Row {
  readonly attempts: number;
  readonly wait: number | null;
  readonly leased: boolean;
  readonly sent: boolean;
}

/** What is left of the deliveries of a person; `wait` in seconds from now. */
const left = (person: Account): Promise<Row[]> =>
  app.sql(
    `select
       d.attempts,
       round(extract(epoch from d.due_at - now()))::integer as wait,
       d.lease_until is not null as leased,
       d.sent_at is not null as sent
     from push_delivery d
     join push_subscription p on p.id = d.subscription_id
     where p.user_id = $1`,
    [person.id],
  );

async function status(person: Account): Promise<number | null | undefined> {
  const url = '/v1/me/push-subscriptions';
  const { body } = await app.request({ method: 'GET', url, as: person });
  return body.items[0]?.lastStatus;
}

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
    expect(await status(alice)).toBe(201);
    expect(await status(bob)).toBeNull();
  });

  it('is not sent when there is nothing to say any more', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'soon gone' });
    await app.leave(alice, '1');
    app.said.delete('1');
    await app.send();
    expect(stub.arrived).toEqual([]);
    expect(await left(alice)).toEqual([]);
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
    expect(await left(alice)).toEqual([]);
  });

  it('waits as long as asked, and what is left meanwhile joins it', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'later' });
    await app.leave(alice, '1', { delay: 60, pause: 600 });
    await app.leave(alice, '1', { delay: 60, pause: 600 });
    await app.send();
    expect(stub.arrived).toEqual([]);
    const [row, ...more] = await left(alice);
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
    const [row] = await left(alice);
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
    expect(await left(alice)).toMatchObject([{ leased: false, sent: true, wait: null }]);
  });

  it('that was sent yesterday is forgotten', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'old' });
    await app.leave(alice, '1');
    await app.send();
    await app.get(PushDeliveryJobs).removeSent();
    expect(await left(alice)).toHaveLength(1);
    await app.sql(`update push_delivery set sent_at = now() - interval '25 hours'`);
    await app.get(PushDeliveryJobs).removeSent();
    expect(await left(alice)).toEqual([]);
  });
});

describe('when the push service answers', () => {
  async function after(answer: (typeof stub.answers)[number]): Promise<Account> {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'hello' });
    await app.leave(alice, '1');
    stub.answers.push(answer);
    await app.send();
    expect(stub.arrived).toHaveLength(1);
    return alice;
  }

  it.each([404, 410])('%d, the subscription is gone', async (code) => {
    expect(await status(await after({ status: code }))).toBeUndefined();
  });

  it.each([400, 403, 413])('%d, the push is given up and its owner told', async (code) => {
    const alice = await after({ status: code });
    expect(await status(alice)).toBe(code);
    expect(await left(alice)).toEqual([]);
  });

  it.each([
    [500, undefined, 10],
    [503, '120', 120],
    [429, '900', 900],
  ])('%d with Retry-After %s, it is tried again after %d s', async (code, retryAfter, seconds) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const alice = await after({ status: code, headers });
    expect(await status(alice)).toBe(code);
    const [row] = await left(alice);
    expect(row).toMatchObject({ attempts: 1, leased: false });
    expect(row!.wait).toBeLessThanOrEqual(seconds);
    await app.sql('update push_delivery set due_at = now()');
    await app.send();
    expect(stub.arrived).toHaveLength(2);
    expect(await status(alice)).toBe(201);
  });

  it('a redirect, nobody follows it', async () => {
    let asked = 0;
    const inside = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
    const { port } = inside.address() as AddressInfo;
    const location = `http://127.0.0.1:${String(port)}/latest/meta-data`;
    const alice = await after({ status: 307, headers: { location } });
    expect(await status(alice)).toBe(307);
    expect(asked).toBe(0);
    await new Promise((closed) => inside.close(closed));
  });

  it('nothing, it is tried again', async () => {
    const alice = await after('silence');
    expect(await left(alice)).toMatchObject([{ attempts: 1, leased: false, sent: false }]);
  });

  it('for a day that it can’t, the push is given up', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'hello' });
    await app.leave(alice, '1');
    await app.sql(`update push_delivery set created_at = now() - interval '24 hours'`);
    stub.answers.push({ status: 500 });
    await app.send();
    expect(await left(alice)).toEqual([]);
  });
});

describe('a name', () => {
  it('that leads inside the network is never connected to', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'hello' });
    await app.leave(alice, '1');
    jest
      .mocked(app.get(PushNetworkService).reach)
      .mockRejectedValueOnce(new PrivateAddress('push.example.org is at home.'));
    await app.send();
    expect(stub.arrived).toEqual([]);
    expect(await left(alice)).toEqual([]);
    expect(await status(alice)).toBeNull();
  });

  it('of this machine is told as private', async () => {
    await expect(new PushNetworkService().reach('localhost')).rejects.toThrow(PrivateAddress);
  });

  it('that the operator doesn’t allow any more is not sent to', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    await app.sql(`update push_subscription set endpoint = 'https://elsewhere.example.org/x'`);
    app.said.set('1', { title: 'hello' });
    await app.leave(alice, '1');
    await app.send();
    expect(stub.arrived).toEqual([]);
  });
});

it('a push that nobody can tell is tried again', async () => {
  const { alice } = await accounts(app, 'alice');
  await app.browser(alice);
  app.said.set('1', { title: 'x'.repeat(3_001) });
  await app.leave(alice, '1');
  await app.send();
  expect(stub.arrived).toEqual([]);
  expect(await left(alice)).toMatchObject([{ attempts: 1 }]);
});
