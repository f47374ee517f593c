import { type CommentId, CommentReader } from '#libs/comment';
import { SqlReader } from '#libs/database';
import type { MaybeViewer, Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { outcome } from '#libs/testing';
import {
  CommentListReader,
  type CommentSort,
  type ThreadList,
} from '../src/reading/comment-list.reader.js';
import { Stage } from './stage.js';

let stage: Stage;
let reader: CommentReader;
let lists: CommentListReader;
let alice: Viewer, bob: Viewer, carol: Viewer;

beforeAll(async () => {
  stage = await Stage.open();
  reader = stage.app.get(CommentReader);
  lists = stage.app.get(CommentListReader);
  alice = await stage.person('alice');
  bob = await stage.person('bob');
  carol = await stage.person('carol');
});
afterAll(() => stage.close());
afterEach(() => jest.restoreAllMocks());

async function thread(post: PostId, count: number): Promise<CommentId[]> {
  const ids: CommentId[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await stage.writes(n % 2 ? bob : carol, post, `comment ${n}`));
  }
  return ids;
}

const setLikes = (id: CommentId, likes: number) =>
  stage.app.sql(`update comment_counter set like_count = $2 where comment_id = $1`, [id, likes]);

/** All pages of a list, with something happening between two of them. */
async function walk(
  viewer: MaybeViewer,
  list: ThreadList,
  sort: CommentSort,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<CommentId[]> {
  const seen: CommentId[] = [];
  let cursor: string | undefined;
  do {
    const page = await lists.inThread(viewer, list, sort, { limit: 3, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await meanwhile();
  } while (cursor !== undefined);
  return seen;
}

describe('the comments of a post', () => {
  it('come newest, oldest or most liked first, only the top level', async () => {
    const post = await stage.post(alice);
    const ids = await thread(post, 8);
    await stage.writes(bob, post, 'reply', ids[0]);
    await thread(await stage.post(alice), 2);
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
      const post = await stage.post(alice);
      const ids = await thread(post, 10);
      await Promise.all(ids.map((id, n) => setLikes(id, n % 3)));
      const list = { topLevelOf: post };
      const before = await walk(alice, list, sort);
      const doomed = [await stage.writes(bob, post, 'doomed')];
      const seen = await walk(alice, list, sort, async () => {
        const [last] = doomed.splice(0, 1, await stage.writes(bob, post, 'new'));
        await stage.removes(bob, last!);
      });
      expect(seen.filter((id) => ids.includes(id))).toEqual(before);
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it('can be narrowed to authors by a part of the nickname, at all levels, without tombstones', async () => {
    const post = await stage.post(alice);
    const top = await stage.writes(bob, post, 'top');
    const reply = await stage.writes(alice, post, 'reply', top);
    const second = await stage.writes(alice, post, 'second');
    const removed = await stage.writes(alice, post, 'removed');
    await stage.writes(bob, post, 'keeps it', removed);
    await stage.removes(alice, removed);
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
    const post = await stage.post(alice);
    await thread(post, 3);
    const list = { topLevelOf: post };
    const { nextCursor } = await lists.inThread(alice, list, 'latest', { limit: 1 });
    for (const cursor of [nextCursor!, 'rubbish', '']) {
      expect(await outcome(lists.inThread(alice, list, 'popular', { limit: 1, cursor }))).toBe(
        'invalid-cursor',
      );
    }
  });
});

describe('the replies to a comment', () => {
  it('are the direct ones, in each sort', async () => {
    const post = await stage.post(alice);
    const top = await stage.writes(bob, post, 'top');
    const replies: CommentId[] = [];
    for (let n = 0; n < 4; n += 1) {
      replies.push(await stage.writes(carol, post, `reply ${n}`, top));
    }
    await stage.writes(bob, post, 'deeper', replies[0]);
    await setLikes(replies[2]!, 4);
    const list = { repliesTo: top };
    expect(await walk(alice, list, 'oldest')).toEqual(replies);
    expect(await walk(alice, list, 'latest')).toEqual(replies.toReversed());
    expect(await walk(alice, list, 'popular')).toEqual([2, 3, 1, 0].map((n) => replies[n]));
  });
});

describe('the comments of a person', () => {
  it('come newest first, at all levels and under all posts, without removed ones', async () => {
    const dave = await stage.person('dave');
    const [one, two] = [await stage.post(alice), await stage.post(bob)];
    const first = await stage.writes(dave, one, 'first');
    const second = await stage.writes(dave, two, 'second');
    const third = await stage.writes(dave, one, 'third', first);
    const removed = await stage.writes(dave, one, 'removed');
    await stage.writes(bob, one, 'keeps it', removed);
    await stage.removes(dave, removed);
    const page = await lists.writtenBy(carol, dave.userId, { limit: 2 });
    expect(page.items).toEqual([third, second]);
    const cursor = page.nextCursor ?? undefined;
    expect(await lists.writtenBy(carol, dave.userId, { limit: 2, cursor })).toEqual({
      items: [first],
      nextCursor: null,
    });
  });

  it('are not told across a block', async () => {
    const eve = await stage.person('eve');
    const frank = await stage.person('frank');
    await stage.writes(eve, await stage.post(alice), 'hello');
    await stage.blocks(frank, eve);
    expect((await lists.writtenBy(frank, eve.userId, { limit: 5 })).items).toEqual([]);
    expect((await lists.writtenBy(null, eve.userId, { limit: 5 })).items).toHaveLength(1);
  });
});

describe('the cost of a page', () => {
  it('is the same number of queries for one comment and for fifty', async () => {
    const post = await stage.post(alice);
    await thread(post, 50);
    const queries = jest.spyOn(stage.app.get(SqlReader), 'query');
    const cost = async (limit: number) => {
      queries.mockClear();
      const ids = await lists.inThread(alice, { topLevelOf: post }, 'latest', { limit });
      const { items } = await reader.page(alice, ids);
      expect(items).toHaveLength(limit);
      return queries.mock.calls.length;
    };
    const one = await cost(1);
    expect(await cost(50)).toBe(one);
    expect(one).toBeLessThanOrEqual(4);
  });
});
