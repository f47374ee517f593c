import { UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { LiveLog, LivePresenters, StreamModule } from '#libs/live';
import { StreamClient, type TestHttp, testHttp } from '#libs/testing';
import type { Account } from '#libs/testing/accounts';
import { FrontModule } from '../front.module.js';

/** A program with an event of the tests, `test.note`, whose data are its id. */
export interface LiveStage extends TestHttp {
  /** Tells people of a note, in a transaction of its own. */
  note(people: readonly { readonly id: UserId }[], id: number | string): Promise<void>;
  /** Tells one person of something of another type. */
  tell(person: { readonly id: UserId }, type: string, subjectId: Id): Promise<void>;
  /** Opens a stream that has said `ready`. */
  stream(person: Account, lastEventId?: string): Promise<StreamClient>;
  /** Notes that must not be seen. */
  readonly hidden: Set<string>;
}

/** Starts the program on a port of its own. */
export async function liveStage(options: Omit<Parameters<typeof testHttp>[0], 'modules'> = {}) {
  const app = await testHttp({ modules: [FrontModule, StreamModule], ...options });
  await app.nest.listen(0, '127.0.0.1');
  const hidden = new Set<string>();
  app.get(LivePresenters).register({
    type: 'test.note',
    present: (_viewer, ids) =>
      Promise.resolve(
        new Map(ids.filter((id) => !hidden.has(id)).map((id) => [id, { id }] as const)),
      ),
  });
  const stage: LiveStage = {
    ...app,
    hidden,
    note: (people, id) =>
      app.get(UnitOfWork).run(() =>
        app.get(LiveLog).append(
          people.map((person) => person.id),
          'test.note',
          String(id) as Id,
        ),
      ),
    tell: ({ id }, type, subjectId) =>
      app.get(UnitOfWork).run(() => app.get(LiveLog).append([id], type, subjectId)),
    stream: async (person, lastEventId) => {
      const client = await StreamClient.open(await app.nest.getUrl(), person.token, {
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      });
      await client.until('ready');
      return client;
    },
  };
  return stage;
}

/** Ids of the notes that a client has received, in order. */
export function notes(client: Pick<StreamClient, 'of'>): string[] {
  return client.of('test.note').map(({ data }) => data.id);
}

/** Something that is waited for. */
export class Gate {
  open!: () => void;
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
