import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { type Effort, effortOf, type TestHttp } from '#libs/testing';
import { comments } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

const LONG = 10_000;
const SHORT = 60;
const SORTS = ['latest', 'oldest', 'popular'];

let app: TestHttp;
let host: Person;
/** Blocks two hundred people, who have written nothing. */
let wary: Person;
/** Of each length, the lists: comments of a post, and replies to a comment. */
const lists = new Map<number, readonly string[]>();
let tombstones: string;

beforeAll(async () => {
  app = await openStage();
  ({ host, wary } = await people(app, 'host', 'wary'));
  await fillTown(20_000);
  for (const length of [SHORT, LONG]) {
    const post = await publishes(app, host);
    await answer(post, undefined, length);
    const other = await publishes(app, host);
    const parent = await comments(app, host, other, 'What do you think?');
    await answer(other, parent, length);
    lists.set(length, [`/posts/${post}/comments`, `/comments/${parent}/replies`]);
  }
  tombstones = await graveyard(SHORT);
  await app.sql('analyze');
});
afterAll(() => app.close());

describe.each(SORTS)('a page of a thread, %s', (sort) => {
  it.each([
    ['comments', 0],
    ['replies', 1],
  ])('costs the same for ten thousand as for a few: %s', async (_, list) => {
    for (const viewer of [undefined, wary]) {
      const short = await cost(lists.get(SHORT)![list]!, sort, viewer);
      const long = await cost(lists.get(LONG)![list]!, sort, viewer);
      expect(long.statements).toBe(short.statements);
      // The most liked of many don't lie side by side.
      expect(long.buffers).toBeLessThanOrEqual(short.buffers * 1.5);
      expect(long.rows).toBeLessThanOrEqual(short.rows * 1.3);
    }
  });

  it('costs no more when it is full of tombstones', async () => {
    const shown = await cost(lists.get(SHORT)![0]!, sort, wary);
    const hidden = await cost(tombstones, sort, wary);
    expect(hidden.statements).toBeLessThanOrEqual(shown.statements);
    // A shown reply is looked for below each.
    expect(hidden.buffers).toBeLessThanOrEqual(shown.buffers * 2.5);
    expect(hidden.rows).toBeLessThanOrEqual(shown.rows * 2.5);
  });
});

/** The first page of a list. */
async function cost(path: string, sort: string, as: Person | undefined): Promise<Effort> {
  return effortOf(app, async () => {
    const url = `/v1${path}?limit=20&sort=${sort}`;
    const { body } = await app.request({ method: 'GET', url, ...(as && { as }) });
    expect(body.items).toHaveLength(20);
  });
}

/** Many accounts, so that reading all of them would show; the wary one blocks some. */
async function fillTown(size: number): Promise<void> {
  await app.sql(
    `
    with town as (
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select 'town' || n, 'town' || n, 'Town', 'town', 'none'
      from generate_series(1, $1::integer) n
      returning id
    ),
    profiles as (
      insert into profile (user_id, nickname, nickname_folded)
      select id, 'town' || id, 'town' || id from town
    )
    insert into block (blocker_id, blocked_id)
    select $2, id from town where id % 100 = 0
    `,
    [size, wary.id],
  );
}

/** So many comments by as many people, at the top level or as replies. */
async function answer(post: PostId, parent: CommentId | undefined, count: number): Promise<void> {
  await app.sql(
    `
    with added as (
      insert into comment (post_id, parent_id, root_id, depth, author_id, body)
      select $1, $2::bigint, $2::bigint, case when $2::bigint is null then 0 else 1 end, id, 'hi'
      from user_account
      where full_name = 'Town' and id % 100 <> 0
      limit $3
      returning id
    )
    insert into comment_counter (comment_id, list_id, like_count)
    select id, coalesce($2::bigint, $1), id % 7
    from added
    `,
    [post, parent ?? null, count],
  );
}

/** The comments of a post whose comments are all deleted, with an answer each. */
async function graveyard(count: number): Promise<string> {
  const post = await publishes(app, host);
  await answer(post, undefined, count);
  const buried = await app.sql<{ id: CommentId }>(
    `update comment set deleted_at = now() where post_id = $1 returning id`,
    [post],
  );
  for (const { id } of buried) {
    await answer(post, id, 1);
  }
  return `/posts/${post}/comments`;
}
