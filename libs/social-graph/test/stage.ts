import type { UserId } from '#libs/kernel';
import { stageOf } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { SocialGraphModule } from '../src/social-graph.module.js';

/** The social graph, and what the database knows of it. */
export const openStage = stageOf([SocialGraphModule], (app) => ({
  /** Edges as `follower>followee`, in the order of time. */
  edges: async (table: 'follow' | 'follow_request'): Promise<string[]> => {
    const rows = await app.sql<{ edge: string }>(
      `select follower_id || '>' || followee_id as edge from ${table} order by position`,
    );
    return rows.map((row) => row.edge);
  },
  counts: async ({ id }: Person): Promise<{ followers: number; following: number }> => {
    const [row] = await app.sql<{ followers: number; following: number }>(
      `
      select follower_count as followers, following_count as following
      from user_counter
      where user_id = $1
      `,
      [id],
    );
    return row ?? { followers: NaN, following: NaN };
  },
  /** Removes every edge, with its counts. */
  clear: async (): Promise<void> => {
    for (const table of ['follow', 'follow_request', 'block', 'mute', 'counter_delta']) {
      await app.sql(`delete from ${table}`);
    }
    await app.sql(`update user_counter set follower_count = 0, following_count = 0`);
  },
}));

/** Someone who was never there. */
export const NOBODY = { id: '404' as UserId };

export type GraphStage = Awaited<ReturnType<typeof openStage>>;

/** The edge by which one person follows another, as `edges` tells it. */
export function edge(follower: Person, followee: Person): string {
  return `${follower.id}>${followee.id}`;
}
