import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { ProfileOpened } from '#libs/events';
import type { Viewer } from '#libs/kernel';
import { SocialGraphModule } from '#libs/social-graph';
import { restores, suspends } from './accounts.js';
import { person, setsPublic } from './people.js';
import type { TestAppOptions } from './test-app.js';
import { type TestHttp, testHttp } from './test-http.js';

/** The social graph, people in it, and what happens to them elsewhere. */
export interface World {
  readonly app: TestHttp;
  person(wanted?: { nickname?: string; isPublic?: boolean }): Promise<Viewer>;
  people(count: number): Promise<Viewer[]>;
  suspend(person: Viewer): Promise<unknown>;
  restore(person: Viewer): Promise<unknown>;
  /** Turns a profile private, as its owner does. */
  close(person: Viewer): Promise<unknown>;
  /** Turns a profile public, as its owner does. */
  open(person: Viewer): Promise<unknown>;
  /** Edges as `follower>followee`, in the order of time. */
  edges(table: 'follow' | 'follow_request'): Promise<string[]>;
  counts(person: Viewer): Promise<{ followers: number; following: number }>;
  /** Removes every edge, with its counts. */
  clear(): Promise<void>;
}

/** Opens a world of the social graph. @param modules what is there besides */
export async function openWorld(...modules: TestAppOptions['modules']): Promise<World> {
  const app = await testHttp({ modules: [SocialGraphModule, ...modules] });
  const setPublic = (one: Viewer, isPublic: boolean) =>
    setsPublic(app, { id: one.userId }, isPublic);
  const join: World['person'] = async ({ nickname, isPublic = true } = {}) => {
    const { viewer } = await person(app, 'person', nickname === undefined ? {} : { nickname });
    await setPublic(viewer, isPublic);
    return viewer;
  };
  return {
    app,
    person: join,
    people: async (count) => {
      const everybody: Viewer[] = [];
      for (let number = 0; number < count; number += 1) {
        everybody.push(await join());
      }
      return everybody;
    },
    suspend: (one) => suspends(app, { id: one.userId }),
    restore: (one) => restores(app, { id: one.userId }),
    close: (one) => setPublic(one, false),
    open: (one) =>
      app.get(UnitOfWork).run(async () => {
        await setPublic(one, true);
        await app.get(DomainEvents).publish(new ProfileOpened({ userId: one.userId }));
      }),
    edges: async (table) => {
      const rows = await app.sql<{ edge: string }>(
        `select follower_id || '>' || followee_id as edge from ${table} order by position`,
      );
      return rows.map((row) => row.edge);
    },
    counts: async (one) => {
      const [row] = await app.sql<{ followers: number; following: number }>(
        `
        select follower_count as followers, following_count as following
        from user_counter
        where user_id = $1
        `,
        [one.userId],
      );
      return row ?? { followers: NaN, following: NaN };
    },
    clear: async () => {
      for (const table of ['follow', 'follow_request', 'block', 'mute', 'counter_delta']) {
        await app.sql(`delete from ${table}`);
      }
      await app.sql(`update user_counter set follower_count = 0, following_count = 0`);
    },
  };
}

/** The edge by which one person follows another, as `World.edges` tells it. */
export function edge(follower: Viewer, followee: Viewer): string {
  return `${follower.userId}>${followee.userId}`;
}
