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
import type { TestAnswer, TestHttp } from '#libs/testing';
import type { Account } from '#libs/testing/accounts';
import { stageOf, type StageOptions } from '#libs/testing/stage';
import { Browser, type PushServiceStub } from './push-service-stub.js';

export const SUBSCRIPTIONS = '/v1/me/push-subscriptions';

/** What is left of a delivery; `wait` in seconds from now. */
interface LeftDelivery {
  readonly attempts: number;
  readonly wait: number | null;
  readonly leased: boolean;
  readonly sent: boolean;
}

/** With a source of the tests; every allowed host is found at the stub. */
const words = (app: TestHttp, { host, port, ca }: PushServiceStub) => {
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
    /** What the source says now, by subject; nothing of those that are not in it. */
    said,

    subscribe(as: Account, body: object, headers = {}): Promise<TestAnswer> {
      return app.request({ method: 'POST', url: SUBSCRIPTIONS, as, body, headers });
    },

    /** The subscriptions of a person, as the API lists them. */
    async subscriptions(as: Account) {
      const { body } = await app.request({ method: 'GET', url: `${SUBSCRIPTIONS}?limit=100`, as });
      return body.items;
    },

    /** What the push service answered last for the first browser of a person. */
    async lastStatus(person: Account): Promise<number | null | undefined> {
      return (await this.subscriptions(person))[0]?.lastStatus;
    },

    /** What is left of the deliveries of a person. */
    left(person: Account): Promise<LeftDelivery[]> {
      return app.sql(
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
    },

    /** Subscribes a new browser of a person at the stub. */
    async browser(person: Account): Promise<Browser> {
      browsers += 1;
      const browser = new Browser(`https://${host}/${person.name}/${String(browsers)}`);
      expect((await this.subscribe(person, browser.subscription)).status).toBe(201);
      return browser;
    },

    /** Leaves a push of a subject. */
    leave({ id }: Account, subjectId: string, times = { delay: 0, pause: 0 }): Promise<void> {
      const recipients = [{ userId: id, subjectId: subjectId as Id }];
      return app
        .get(UnitOfWork)
        .run(() => app.get(PushOutboxService).leave('test', recipients, times));
    },

    /** Sends all that is due. */
    send(): Promise<void> {
      return app.get(PushDeliveryJobs).send();
    },
  };
};

/** Opens a program that pushes to a stub. */
export function pushStage(stub: PushServiceStub, options: StageOptions = {}) {
  const env = { PUSH_HOSTS: stub.host, VAPID_SUBJECT: 'mailto:push@example.org', ...options.env };
  return stageOf([PushModule], (app) => words(app, stub))({ ...options, env });
}

export type PushStage = Awaited<ReturnType<typeof pushStage>>;

function messageOf(subjectId: Id, data: PushMessage['data'] | undefined): PushMessage | null {
  return data === undefined
    ? null
    : { data, topic: `test-${subjectId}`, urgency: 'normal', ttlSeconds: 3_600 };
}
