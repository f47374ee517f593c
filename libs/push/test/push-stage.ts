import { UnitOfWork } from '#libs/database';
import type { Id } from '#libs/kernel';
import {
  PushDeliveryJobs,
  type PushMessage,
  PushModule,
  PushNetworkService,
  PushOutboxService,
  PushSourceRegistry,
} from '#libs/push';
import { type TestApp, type TestHttp, testHttp } from '#libs/testing';
import type { Account } from '#libs/testing/accounts';
import { Browser, type PushServiceStub } from './push-service-stub.js';

/** What is left of a delivery; `wait` in seconds from now. */
interface LeftDelivery {
  readonly attempts: number;
  readonly wait: number | null;
  readonly leased: boolean;
  readonly sent: boolean;
}

/** A program with a source of the tests. */
export interface PushStage extends TestHttp {
  /** What the source says now, by subject; nothing of those that are not in it. */
  readonly said: Map<string, PushMessage['data']>;
  /** Subscribes a new browser of a person at the stub. */
  browser(person: Account): Promise<Browser>;
  /** Leaves a push of a subject. */
  leave(
    person: Account,
    subjectId: string,
    times?: { delay: number; pause: number },
  ): Promise<void>;
  /** Sends all that is due. */
  send(): Promise<void>;
  /** What is left of the deliveries of a person. */
  left(person: Account): Promise<LeftDelivery[]>;
  /** What the push service answered last for the first browser of a person. */
  lastStatus(person: Account): Promise<number | null | undefined>;
}

/** How the stage differs from the usual one. */
interface StageOptions {
  readonly env?: Record<string, string>;
  readonly beside?: Pick<TestApp, 'database'>;
}

/** Starts it; every allowed host is found at the stub. */
export async function pushStage(
  stub: PushServiceStub,
  options: StageOptions = {},
): Promise<PushStage> {
  const app = await testHttp({
    modules: [PushModule],
    ...options,
    env: { PUSH_HOSTS: stub.host, VAPID_SUBJECT: 'mailto:push@example.org', ...options.env },
  });
  const { port, ca } = stub;
  // Port 443 and a name of the internet can't be had in a test.
  jest
    .spyOn(app.get(PushNetworkService), 'reach')
    .mockResolvedValue({ address: '127.0.0.1', family: 4, port, ca });
  const said = new Map<string, PushMessage['data']>();
  app.get(PushSourceRegistry).register({
    name: 'test',
    message: (_userId, subjectId) => Promise.resolve(messageOf(subjectId, said.get(subjectId))),
  });
  let browsers = 0;
  return {
    ...app,
    said,
    browser: async (person) => {
      browsers += 1;
      const browser = new Browser(`https://${stub.host}/${person.name}/${String(browsers)}`);
      const { status } = await app.request({
        method: 'POST',
        url: '/v1/me/push-subscriptions',
        as: person,
        body: browser.subscription,
      });
      expect(status).toBe(201);
      return browser;
    },
    leave: (person, subjectId, times = { delay: 0, pause: 0 }) =>
      app
        .get(UnitOfWork)
        .run(() =>
          app
            .get(PushOutboxService)
            .leave('test', [{ userId: person.id, subjectId: subjectId as Id }], times),
        ),
    send: () => app.get(PushDeliveryJobs).send(),
    left: (person) =>
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
      ),
    lastStatus: async (person) => {
      const url = '/v1/me/push-subscriptions';
      const { body } = await app.request({ method: 'GET', url, as: person });
      return body.items[0]?.lastStatus;
    },
  };
}

function messageOf(subjectId: Id, data: PushMessage['data'] | undefined): PushMessage | null {
  return data === undefined
    ? null
    : { data, topic: `test-${subjectId}`, urgency: 'normal', ttlSeconds: 3_600 };
}
