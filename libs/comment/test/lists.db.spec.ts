import { type CommentId, CommentReader } from '#libs/comment';
import { SqlReader } from '#libs/database';
import type { PostId } from '#libs/post';
import { outcome, type TestHttp } from '#libs/testing';
import { comments, removesComment } from '#libs/testing/comments';
import { blocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { CommentListReader, type ThreadList } from '../src/reading/comment-list.reader.js';
import type { CommentSort } from '../src/reading/comment-sorts.sql.js';
import { openStage } from './stage.js';

let app: TestHttp;
let reader: CommentReader;
let lists: CommentListReader;
let alice: Person, bob: Person, carol: Person;

beforeAll(async () => {
  app = await openStage();
  reader = app.get(CommentReader);
  lists = app.get(CommentListReader);
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

async function thread(post: PostId, count: number): Promise<CommentId[]> {
  const ids: CommentId[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await comments(app, n % 2 ? bob : carol, post, `comment ${n}`));
  }
  return ids;
}

const setLikes = (id: CommentId, likes: number) =>
  app.sql(`update comment_counter set like_count = $2 where comment_id = $1`, [id, likes]);

/** All pages of a list, with something happening between two of them. */
async function walk(
  viewer: Person | null,
  list: ThreadList,
  sort: CommentSort,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<CommentId[]> {
  const seen: CommentId[] = [];
  let cursor: string | undefined;
  do {
    const page = await lists.inThread(viewer?.viewer ?? null, list, sort, { limit: 3, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await meanwhile();
  } while (cursor !== undefined);
  return seen;
}

describe('the comments of a post', () => {
  it('come newest, oldest or most liked first, only the top level', async () => {
    const post = await publishes(app, alice);
    const ids = await thread(post, 8);
    await comments(app, bob, post, 'reply', ids[0]);
    await thread(await publishes(app, alice), 2);
    const likes = [3, 0, 5, 3, 0, 9, 3, 0];
    await Promise.all(ids.map((id, n) => setLikes(id, likes[n] ?? 0)));
    const list = { topLevelOf: post };
    expect(await walk(alice, list, 'latest')).toEqual(ids.toReversed());
    expect(await walk(alice, list, 'oldest')).toEqual(ids);
    expect(await walk(alice, list, 'popular')).toEqual([5, 2, 6, 3, 0, 7, 4, 1].map((n) => ids[n]));
  });

  it.each(['latest', 'oldest', 'popular'] as const)(
    'neither repeat nor skip in the sort %s while others write and delete',
    async (sort) => {
      const post = await publishes(app, alice);
      const ids = await thread(post, 10);
      await Promise.all(ids.map((id, n) => setLikes(id, n % 3)));
      const list = { topLevelOf: post };
      const before = await walk(alice, list, sort);
      const doomed = [await comments(app, bob, post, 'doomed')];
      const seen = await walk(alice, list, sort, async () => {
        const [last] = doomed.splice(0, 1, await comments(app, bob, post, 'new'));
        await removesComment(app, bob, last!);
      });
      expect(seen.filter((id) => ids.includes(id))).toEqual(before);
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it('can be narrowed to authors by a part of the nickname, at all levels, without tombstones', async () => {
    const post = await publishes(app, alice);
    const top = await comments(app, bob, post, 'top');
    const reply = await comments(app, alice, post, 'reply', top);
    const second = await comments(app, alice, post, 'second');
    const removed = await comments(app, alice, post, 'removed');
    await comments(app, bob, post, 'keeps it', removed);
    await removesComment(app, alice, removed);
    for (const nickname of ['LIC', 'alice', 'A']) {
      const found = await walk(carol, { allOf: post, nickname }, 'oldest');
      expect(found).toEqual(expect.arrayContaining([reply, second]));
      expect(found).not.toContain(removed);
    }
    expect(await walk(carol, { allOf: post, nickname: 'lice' }, 'latest')).toEqual([second, reply]);
    expect(await walk(carol, { allOf: post, nickname: 'lice' }, 'popular')).toEqual([
      second,
      reply,
    ]);
    expect(await walk(carol, { allOf: post, nickname: '%' }, 'latest')).toEqual([]);
  });

  it('refuse the cursor of another sort', async () => {
    const post = await publishes(app, alice);
    await thread(post, 3);
    const list = { topLevelOf: post };
    const { nextCursor } = await lists.inThread(alice.viewer, list, 'latest', { limit: 1 });
    for (const cursor of [nextCursor!, 'rubbish', '']) {
      expect(
        await outcome(lists.inThread(alice.viewer, list, 'popular', { limit: 1, cursor })),
      ).toBe('invalid-cursor');
    }
  });
});

describe('the replies to a comment', () => {
  it('are the direct ones, in each sort', async () => {
    const post = await publishes(app, alice);
    const top = await comments(app, bob, post, 'top');
    const replies: CommentId[] = [];
    for (let n = 0; n < 4; n += 1) {
      replies.push(await comments(app, carol, post, `reply ${n}`, top));
    }
    await comments(app, bob, post, 'deeper', replies[0]);
    await setLikes(replies[2]!, 4);
    const list = { repliesTo: top };
    expect(await walk(alice, list, 'oldest')).toEqual(replies);
    expect(await walk(alice, list, 'latest')).toEqual(replies.toReversed());
    expect(await walk(alice, list, 'popular')).toEqual([2, 3, 1, 0].map((n) => replies[n]));
  });
});

describe('the comments of a person', () => {
  it('come newest first, at all levels and under all posts, without removed ones', async () => {
    const { dave } = await people(app, 'dave');
    const [one, two] = [await publishes(app, alice), await publishes(app, bob)];
    const first = await comments(app, dave, one, 'first');
    const second = await comments(app, dave, two, 'second');
    const third = await comments(app, dave, one, 'third', first);
    const removed = await comments(app, dave, one, 'removed');
    await comments(app, bob, one, 'keeps it', removed);
    await removesComment(app, dave, removed);
    const page = await lists.writtenBy(carol.viewer, dave.id, { limit: 2 });
    expect(page.items).toEqual([third, second]);
    const cursor = page.nextCursor ?? undefined;
    expect(await lists.writtenBy(carol.viewer, dave.id, { limit: 2, cursor })).toEqual({
      items: [first],
      nextCursor: null,
    });
  });

  it('are not told across a block', async () => {
    const { eve } = await people(app, 'eve');
    const { frank } = await people(app, 'frank');
    await comments(app, eve, await publishes(app, alice), 'hello');
    await blocks(app, frank, eve);
    expect((await lists.writtenBy(frank.viewer, eve.id, { limit: 5 })).items).toEqual([]);
    expect((await lists.writtenBy(null, eve.id, { limit: 5 })).items).toHaveLength(1);
  });
});

describe('the cost of a page', () => {
  it('is the same number of queries for one comment and for fifty', async () => {
    const post = await publishes(app, alice);
    await thread(post, 50);
    const queries = jest.spyOn(app.get(SqlReader), 'query');
    const cost = async (limit: number) => {
      queries.mockClear();
      const ids = await lists.inThread(alice.viewer, { topLevelOf: post }, 'latest', { limit });
      const { items } = await reader.page(alice.viewer, ids);
      expect(items).toHaveLength(limit);
      return queries.mock.calls.length;
    };
    const one = await cost(1);
    expect(await cost(50)).toBe(one);
    expect(one).toBeLessThanOrEqual(4);
  });
});
