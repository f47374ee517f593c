import { DiscoveryModule } from '#libs/discovery';
import { PostModule } from '#libs/post';
import type { TestAnswer, TestHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { stageOf } from '#libs/testing/stage';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';

const words = (app: TestHttp) => ({
  /** Everything that was left to do is done, and the worker computes. */
  async computes(): Promise<void> {
    await app.settle();
    await app.get(NeighboursJobs).refresh();
  },

  /** Nothing is computed yet, and nothing is noted. */
  async forgetsComputed(): Promise<void> {
    await app.sql(
      `truncate person_neighbour, person_neighbourhood, neighbour_dirty, suggestion_ranking,
        recommended_ranking, recommended_seen`,
    );
  },

  /** Everybody of the tests before has left. */
  async empties(): Promise<void> {
    await app.settle();
    await app.sql(`update user_account set is_active = false`);
    await this.forgetsComputed();
  },

  /** Asks for suggestions. */
  asks(as: Person, query = ''): Promise<TestAnswer> {
    return app.request({ method: 'GET', url: `/v1/me/suggestions/users${query}`, as });
  },

  /** A page of suggestions. */
  async suggestions(as: Person, query = '') {
    const { status, body } = await this.asks(as, query);
    expect(status).toBe(200);
    return body;
  },

  /** Nicknames of the neighbours of a person, the nearest first. */
  async neighboursOf({ id }: Person): Promise<string[]> {
    const rows = await app.sql<{ nickname: string }>(
      `select p.nickname
      from person_neighbour n
      join profile p on p.user_id = n.neighbour_id
      where n.person_id = $1
      order by n.place`,
      [id],
    );
    return rows.map(({ nickname }) => nickname);
  },

  /** Rows of computed tables in which a person occurs. */
  async tracesOf({ id }: Person): Promise<number> {
    const [row] = await app.sql<{ traces: number }>(
      `select (
        (select count(*) from person_neighbour where $1 in (person_id, neighbour_id))
        + (select count(*) from person_neighbourhood where person_id = $1)
        + (select count(*) from neighbour_dirty where person_id = $1)
      )::int as traces`,
      [id],
    );
    return row?.traces ?? 0;
  },
});

/** Opens a program that finds people. */
export const discoveryStage = stageOf([DiscoveryModule, PostModule], words);

export type DiscoveryStage = Awaited<ReturnType<typeof discoveryStage>>;
