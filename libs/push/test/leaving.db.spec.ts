import { accounts } from '#libs/testing/accounts';
import { PushPersonalDataService } from '../src/subscriptions/push-personal-data.service.js';
import { type PushServiceStub, pushServiceStub } from './push-service-stub.js';
import { type PushStage, pushStage } from './stage.js';

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

it('takes subscriptions and what waits for them along, and nobody else’s', async () => {
  const { alice, bob } = await accounts(app, 'alice', 'bob');
  for (const person of [alice, alice, bob]) {
    await app.browser(person);
  }
  await app.leave(alice, '1', { delay: 60, pause: 0 });
  await app.leave(bob, '1', { delay: 60, pause: 0 });
  expect(await app.get(PushPersonalDataService).erase(alice.id)).toEqual({
    'push subscriptions': 2,
  });
  const left = await app.sql(
    `select s.user_id, d.source
     from push_subscription s
     left join push_delivery d on d.subscription_id = s.id
     where s.user_id in ($1, $2)`,
    [alice.id, bob.id],
  );
  expect(left).toEqual([{ user_id: bob.id, source: 'test' }]);
});

it('exports where a person is pushed to, without what lets others send there', async () => {
  const { carol } = await accounts(app, 'carol');
  const { endpoint, subscription } = await app.browser(carol);
  const lists = new Map<string, unknown[]>();
  await app.get(PushPersonalDataService).export(carol.id, {
    list: async (name: string, rows: AsyncIterable<unknown>) => {
      const all = [];
      for await (const row of rows) {
        all.push(row);
      }
      lists.set(name, all);
    },
  } as never);
  const [exported] = lists.get('push-subscriptions') ?? [];
  expect(exported).toMatchObject({ host: stub.host });
  for (const secret of [new URL(endpoint).pathname, subscription.keys.auth]) {
    expect(JSON.stringify(exported)).not.toContain(secret);
  }
});
