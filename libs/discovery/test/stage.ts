import { DiscoveryModule } from '#libs/discovery';
import { type PostId, PostModule } from '#libs/post';
import type { TestAnswer, TestHttp } from '#libs/testing';
import { crowd, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { stageOf } from '#libs/testing/stage';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';
import { PostNeighboursJobs } from '../src/post-neighbours/post-neighbours.jobs.js';

/** What is recommended. */
interface RecommendedPage {
  readonly items: {
    readonly id: PostId;
    readonly author: Person;
    readonly reason: { readonly kind: string };
  }[];
  readonly nextCursor: string | null;
}

const words = (app: TestHttp) => ({
  /** Everything that was left to do is done, the worker computes, and rankings are made anew. */
  async computes(): Promise<void> {
    await app.settle();
    await app.get(NeighboursJobs).refresh();
    await app.sql(`update suggestion_ranking set circumstances = null`);
  },

  /** The same of posts that are alike. */
  async computesPosts(): Promise<void> {
    await app.settle();
    await app.get(PostNeighboursJobs).refresh();
  },

  /** Nothing is computed yet, and nothing is noted. */
  async forgetsComputed(): Promise<void> {
    await app.sql(
      `truncate person_neighbour, person_neighbourhood, neighbour_dirty, suggestion_ranking,
        recommended_ranking, recommended_seen, post_neighbour, post_neighbourhood`,
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

  /** Asks for recommended posts. */
  asksRecommended(as: Person, query = ''): Promise<TestAnswer> {
    return app.request({ method: 'GET', url: `/v1/feeds/recommended${query}`, as });
  },

  /** A page of recommended posts. */
  async recommended(as: Person, query = ''): Promise<RecommendedPage> {
    const { status, body } = await this.asksRecommended(as, query);
    expect(status).toBe(200);
    return body;
  },

  /** So many minutes pass since everything was ranked and seen. @returns a cursor of that time, as it would be then */
  async rankingsAge(minutes: number, cursor = ''): Promise<string> {
    const back = BigInt(minutes * 60_000) << 20n;
    for (const table of ['suggestion_ranking', 'recommended_ranking', 'recommended_seen']) {
      await app.sql(`update ${table} set generation = generation - $1`, [String(back)]);
    }
    if (cursor === '') {
      return cursor;
    }
    const [list, generation, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const keys = [list, String(BigInt(generation) - back), place];
    return Buffer.from(JSON.stringify(keys)).toString('base64url');
  },

  /** Posts of so many people, one each. */
  async written(count: number): Promise<PostId[]> {
    const posts: PostId[] = [];
    for (const author of await crowd(app, count)) {
      posts.push(await publishes(app, author));
    }
    return posts;
  },

  /** How many rows a table has of a person. */
  async rowsOf(table: string, { id }: Person): Promise<number> {
    return (await app.sql(`select from ${table} where person_id = $1`, [id])).length;
  },

  /** Ids of the neighbours of a post, the nearest first. */
  async neighboursOfPost(post: PostId): Promise<PostId[]> {
    const rows = await app.sql<{ id: PostId }>(
      `select neighbour_id as id from post_neighbour where post_id = $1 order by place`,
      [post],
    );
    return rows.map(({ id }) => id);
  },

  /** Rows of what is computed of posts in which those of a person occur. */
  async tracesOfPostsOf({ id }: Pick<Person, 'id'>): Promise<number> {
    const [row] = await app.sql<{ traces: number }>(
      `with mine as (select id from post where author_id = $1)
      select (
        (select count(*) from post_neighbourhood where author_id = $1)
        + (
          select count(*)
          from post_neighbour
          where post_id in (select id from mine) or neighbour_id in (select id from mine)
        )
      )::int as traces`,
      [id],
    );
    return row?.traces ?? 0;
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
