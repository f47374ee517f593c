import { UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { LiveLog, LivePresenters, StreamModule } from '#libs/live';
import { listening, type StreamClient, type TestHttp } from '#libs/testing';
import { stageOf } from '#libs/testing/stage';
import { FrontModule } from '../front.module.js';

/** Who is told. */
interface Told {
  readonly id: UserId;
}

const words = async (app: TestHttp) => {
  await listening(app.nest);
  /** Notes that must not be seen. */
  const hidden = new Set<string>();
  app.get(LivePresenters).register({
    type: 'test.note',
    present: (_viewer, ids) =>
      Promise.resolve(
        new Map(ids.filter((id) => !hidden.has(id)).map((id) => [id, { id }] as const)),
      ),
  });
  const tells = (people: readonly Told[], type: string, subjectId: Id): Promise<void> =>
    app.get(UnitOfWork).run(() =>
      app.get(LiveLog).append(
        people.map(({ id }) => id),
        type,
        subjectId,
      ),
    );
  return {
    hidden,

    /** Tells people of a note, in a transaction of its own. */
    note: (people: readonly Told[], id: number | string): Promise<void> =>
      tells(people, 'test.note', String(id) as Id),

    /** Tells one person of something of another type. */
    tell: (person: Told, type: string, subjectId: Id): Promise<void> =>
      tells([person], type, subjectId),
  };
};

/** Opens a program on a port of its own, with an event of the tests, `test.note`, whose data are its id. */
export const liveStage = stageOf([FrontModule, StreamModule], words);

export type LiveStage = Awaited<ReturnType<typeof liveStage>>;

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
