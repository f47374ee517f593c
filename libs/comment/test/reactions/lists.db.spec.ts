import { type CommentId, commentLikes } from '#libs/comment';
import { SqlReader } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { bookmarks, type PostId, postLikes } from '#libs/post';
import { ReactionReader } from '#libs/reaction';
import { outcome } from '#libs/testing';
import { type Actor, Stage } from '../stage.js';
import { type Acts, actsIn } from './acts.js';

let stage: Stage;
let posts: Acts['posts'];
let comments: Acts['comments'];
let reader: ReactionReader;
let alice: Actor, bob: Actor;

beforeAll(async () => {
  stage = await Stage.open();
  ({ posts, comments } = actsIn(stage.app));
  reader = stage.app.get(ReactionReader);
  alice = await stage.person('alice');
  bob = await stage.person('bob');
});
afterAll(() => stage.close());
afterEach(() => jest.restoreAllMocks());

const newcomer = () => stage.person('newcomer');
const listed = async (as: Actor, path: string, limit: number): Promise<{ id: string }[]> =>
  (await stage.app.request({ method: 'GET', url: `/v1${path}?limit=${limit}`, as })).body.items;
const ids = (people: readonly Viewer[]) => people.map(({ userId }) => userId);

async function fans(amount: number, like: (fan: Viewer) => Promise<unknown>): Promise<Viewer[]> {
  const people = [];
  for (let n = 0; n < amount; n += 1) {
    const fan = await newcomer();
    await like(fan);
    people.push(fan);
  }
  return people;
}

describe('the people who like a post', () => {
  it('come newest first, active ones, none across a block', async () => {
    const post = await stage.post(alice);
    const [a, b, c, d, e] = await fans(5, (fan) => posts.like(fan, post));
    await stage.suspend(b!);
    await stage.blocks(bob, c!);
    await stage.blocks(d!, bob);
    const list = async (viewer: Viewer | null) =>
      (await reader.people(postLikes, viewer, post, { limit: 20 })).items;
    expect(await list(bob)).toEqual(ids([e!, a!]));
    expect(await list(null)).toEqual(ids([e!, d!, c!, a!]));
    await stage.makesPrivate(alice, post);
    expect(await outcome(list(bob))).toBe('not-found');
    expect(await list(alice)).toEqual(ids([e!, d!, c!, a!]));
  });

  it('neither repeat nor are skipped while others like', async () => {
    const post = await stage.post(alice);
    const people = await fans(7, (fan) => posts.like(fan, post));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.people(postLikes, null, post, { limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      await posts.like(await newcomer(), post);
    } while (cursor !== undefined);
    expect(seen).toEqual(ids(people.toReversed()));
  });
});

describe('the people who like a comment', () => {
  it('come newest first, and are not told of a tombstone', async () => {
    const post = await stage.post(alice);
    const comment = await stage.writes(bob, post, 'hello');
    await stage.writes(alice, post, 'reply', comment);
    const people = await fans(3, (fan) => comments.like(fan, comment));
    const list = () => reader.people(commentLikes, alice, comment, { limit: 20 });
    expect((await list()).items).toEqual(ids(people.toReversed()));
    await stage.removes(bob, comment);
    expect(await outcome(list())).toBe('not-found');
  });
});

describe('what I like and what I have bookmarked', () => {
  it('comes in the order of my acts, as far as I can still see it', async () => {
    const me = await newcomer();
    const author = await newcomer();
    const [one, two, three] = [
      await stage.post(author),
      await stage.post(alice),
      await stage.post(alice),
    ];
    for (const post of [three, one, two]) {
      await posts.like(me, post);
      await posts.bookmark(me, post);
    }
    for (const path of ['/me/likes/posts', '/me/bookmarks']) {
      const items = await listed(me, path, 10);
      expect(items.map(({ id }) => id)).toEqual([two, one, three]);
    }
    expect(await listed(me, '/me/likes/posts', 1)).toMatchObject([
      { id: two, viewer: { liked: true, bookmarked: true } },
    ]);
    await stage.makesPrivate(alice, two);
    await stage.blocks(author, me);
    for (const kind of [postLikes, bookmarks]) {
      expect(await reader.mine(kind, me, { limit: 10 })).toEqual({
        items: [three],
        nextCursor: null,
      });
    }
  });

  it('holds the comments that are not deleted', async () => {
    const me = await newcomer();
    const post = await stage.post(alice);
    const written: CommentId[] = [];
    for (const body of ['one', 'two', 'three']) {
      written.push(await stage.writes(bob, post, body));
    }
    for (const comment of written.toReversed()) {
      await comments.like(me, comment);
    }
    expect(await listed(me, '/me/likes/comments', 10)).toMatchObject([
      { body: 'one', viewer: { liked: true } },
      { body: 'two' },
      { body: 'three' },
    ]);
    await stage.writes(alice, post, 'keeps the tombstone', written[1]);
    await stage.removes(bob, written[1]!);
    expect((await reader.mine(commentLikes, me, { limit: 10 })).items).toEqual([
      written[0],
      written[2],
    ]);
    await stage.makesPrivate(alice, post);
    expect((await reader.mine(commentLikes, me, { limit: 10 })).items).toEqual([]);
  });

  it('refuses the cursor of another list', async () => {
    const me = await newcomer();
    for (const post of [await stage.post(alice), await stage.post(alice)]) {
      await posts.like(me, post);
    }
    const { nextCursor } = await reader.mine(postLikes, me, { limit: 1 });
    const cursor = nextCursor ?? undefined;
    expect((await reader.mine(postLikes, me, { limit: 1, cursor })).items).toHaveLength(1);
    expect(await outcome(reader.mine(bookmarks, me, { limit: 1, cursor }))).toBe('invalid-cursor');
  });
});

describe('the cost of a page', () => {
  it('is the same number of queries for one and for many', async () => {
    const me = await newcomer();
    const written: PostId[] = [];
    for (let n = 0; n < 12; n += 1) {
      written.push(await stage.post(alice));
    }
    const comment = await stage.writes(bob, written[0]!, 'hello');
    for (const post of written) {
      await posts.like(me, post);
      await comments.like(me, await stage.writes(bob, post, 'hi'));
    }
    await fans(12, (fan) =>
      Promise.all([posts.like(fan, written[0]!), comments.like(fan, comment)]),
    );
    const paths = [
      '/me/likes/posts',
      '/me/likes/comments',
      `/posts/${written[0]}/likes`,
      `/comments/${comment}/likes`,
    ];
    const queries = jest.spyOn(stage.app.get(SqlReader), 'query');
    for (const path of paths) {
      const costs = [];
      for (const limit of [1, 12]) {
        queries.mockClear();
        expect(await listed(me, path, limit)).toHaveLength(limit);
        costs.push(queries.mock.calls.length);
      }
      expect(costs[1]).toBe(costs[0]);
    }
  });
});
