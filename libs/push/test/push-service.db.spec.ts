import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PushNetworkService } from '#libs/push';
import { type Account, accounts } from '#libs/testing/accounts';
import { PrivateAddress } from '../src/delivery/push-network.service.js';
import { type PushServiceStub, pushServiceStub } from './push-service-stub.js';
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
    expect(await app.lastStatus(await after({ status: code }))).toBeUndefined();
  });

  it.each([400, 403, 413])('%d, the push is given up and its owner told', async (code) => {
    const alice = await after({ status: code });
    expect(await app.lastStatus(alice)).toBe(code);
    expect(await app.left(alice)).toEqual([]);
  });

  it.each([
    [500, undefined, 10],
    [503, '120', 120],
    [429, '900', 900],
  ])('%d with Retry-After %s, it is tried again after %d s', async (code, retryAfter, seconds) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const alice = await after({ status: code, headers });
    expect(await app.lastStatus(alice)).toBe(code);
    const [row] = await app.left(alice);
    expect(row).toMatchObject({ attempts: 1, leased: false });
    expect(row!.wait).toBeLessThanOrEqual(seconds);
    await app.sql('update push_delivery set due_at = now()');
    await app.send();
    expect(stub.arrived).toHaveLength(2);
    expect(await app.lastStatus(alice)).toBe(201);
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
    expect(await app.lastStatus(alice)).toBe(307);
    expect(asked).toBe(0);
    await new Promise((closed) => inside.close(closed));
  });

  it('nothing, it is tried again', async () => {
    const alice = await after('silence');
    expect(await app.left(alice)).toMatchObject([{ attempts: 1, leased: false, sent: false }]);
  });

  it('for a day that it can’t, the push is given up', async () => {
    const { alice } = await accounts(app, 'alice');
    await app.browser(alice);
    app.said.set('1', { title: 'hello' });
    await app.leave(alice, '1');
    await app.sql(`update push_delivery set created_at = now() - interval '24 hours'`);
    stub.answers.push({ status: 500 });
    await app.send();
    expect(await app.left(alice)).toEqual([]);
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
    expect(await app.left(alice)).toEqual([]);
    expect(await app.lastStatus(alice)).toBeNull();
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
