import { type CommentId, commentLikes } from '#libs/comment';
import { SqlReader } from '#libs/database';
import { bookmarks as postBookmarks, type PostId, postLikes } from '#libs/post';
import { ReactionReader } from '#libs/reaction';
import { outcome, type TestHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment } from '#libs/testing/comments';
import { blocks } from '#libs/testing/graph';
import { people, type Person, person } from '#libs/testing/people';
import { bookmarks, editsPost, likes, publishes } from '#libs/testing/posts';
import { openStage } from '../stage.js';

let app: TestHttp;
let reader: ReactionReader;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await openStage();
  reader = app.get(ReactionReader);
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const newcomer = () => person(app, 'newcomer');
const listed = async (as: Person, path: string, limit: number): Promise<{ id: string }[]> =>
  (await app.request({ method: 'GET', url: `/v1${path}?limit=${limit}`, as })).body.items;
const ids = (everybody: readonly Person[]) => everybody.map(({ id }) => id);

async function fans(amount: number, like: (fan: Person) => Promise<unknown>): Promise<Person[]> {
  const everybody = [];
  for (let n = 0; n < amount; n += 1) {
    const fan = await newcomer();
    await like(fan);
    everybody.push(fan);
  }
  return everybody;
}

describe('the people who like a post', () => {
  it('come newest first, active ones, none across a block', async () => {
    const post = await publishes(app, alice);
    const [a, b, c, d, e] = await fans(5, (fan) => likes(app, fan, post));
    await suspends(app, b!);
    await blocks(app, bob, c!);
    await blocks(app, d!, bob);
    const list = async (as: Person | null) =>
      (await reader.people(postLikes, as?.viewer ?? null, post, { limit: 20 })).items;
    expect(await list(bob)).toEqual(ids([e!, a!]));
    expect(await list(null)).toEqual(ids([e!, d!, c!, a!]));
    await editsPost(app, alice, post, { visibility: 'private' });
    expect(await outcome(list(bob))).toBe('not-found');
    expect(await list(alice)).toEqual(ids([e!, d!, c!, a!]));
  });

  it('neither repeat nor are skipped while others like', async () => {
    const post = await publishes(app, alice);
    const everybody = await fans(7, (fan) => likes(app, fan, post));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.people(postLikes, null, post, { limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      await likes(app, await newcomer(), post);
    } while (cursor !== undefined);
    expect(seen).toEqual(ids(everybody.toReversed()));
  });
});

describe('the people who like a comment', () => {
  it('come newest first, and are not told of a tombstone', async () => {
    const post = await publishes(app, alice);
    const comment = await comments(app, bob, post, 'hello');
    await comments(app, alice, post, 'reply', comment);
    const everybody = await fans(3, (fan) => likesComment(app, fan, comment));
    const list = () => reader.people(commentLikes, alice.viewer, comment, { limit: 20 });
    expect((await list()).items).toEqual(ids(everybody.toReversed()));
    await removesComment(app, bob, comment);
    expect(await outcome(list())).toBe('not-found');
  });
});

describe('what I like and what I have bookmarked', () => {
  it('comes in the order of my acts, as far as I can still see it', async () => {
    const me = await newcomer();
    const author = await newcomer();
    const [one, two, three] = [
      await publishes(app, author),
      await publishes(app, alice),
      await publishes(app, alice),
    ];
    for (const post of [three, one, two]) {
      await likes(app, me, post);
      await bookmarks(app, me, post);
    }
    for (const path of ['/me/likes/posts', '/me/bookmarks']) {
      const items = await listed(me, path, 10);
      expect(items.map(({ id }) => id)).toEqual([two, one, three]);
    }
    expect(await listed(me, '/me/likes/posts', 1)).toMatchObject([
      { id: two, viewer: { liked: true, bookmarked: true } },
    ]);
    await editsPost(app, alice, two, { visibility: 'private' });
    await blocks(app, author, me);
    for (const kind of [postLikes, postBookmarks]) {
      expect(await reader.mine(kind, me.viewer, { limit: 10 })).toEqual({
        items: [three],
        nextCursor: null,
      });
    }
  });

  it('holds the comments that are not deleted', async () => {
    const me = await newcomer();
    const post = await publishes(app, alice);
    const written: CommentId[] = [];
    for (const body of ['one', 'two', 'three']) {
      written.push(await comments(app, bob, post, body));
    }
    for (const comment of written.toReversed()) {
      await likesComment(app, me, comment);
    }
    expect(await listed(me, '/me/likes/comments', 10)).toMatchObject([
      { body: 'one', viewer: { liked: true } },
      { body: 'two' },
      { body: 'three' },
    ]);
    await comments(app, alice, post, 'keeps the tombstone', written[1]);
    await removesComment(app, bob, written[1]!);
    expect((await reader.mine(commentLikes, me.viewer, { limit: 10 })).items).toEqual([
      written[0],
      written[2],
    ]);
    await editsPost(app, alice, post, { visibility: 'private' });
    expect((await reader.mine(commentLikes, me.viewer, { limit: 10 })).items).toEqual([]);
  });

  it('refuses the cursor of another list', async () => {
    const me = await newcomer();
    for (const post of [await publishes(app, alice), await publishes(app, alice)]) {
      await likes(app, me, post);
    }
    const { nextCursor } = await reader.mine(postLikes, me.viewer, { limit: 1 });
    const cursor = nextCursor ?? undefined;
    expect((await reader.mine(postLikes, me.viewer, { limit: 1, cursor })).items).toHaveLength(1);
    expect(await outcome(reader.mine(postBookmarks, me.viewer, { limit: 1, cursor }))).toBe(
      'invalid-cursor',
    );
  });
});

describe('the cost of a page', () => {
  it('is the same number of queries for one and for many', async () => {
    const me = await newcomer();
    const written: PostId[] = [];
    for (let n = 0; n < 12; n += 1) {
      written.push(await publishes(app, alice));
    }
    const comment = await comments(app, bob, written[0]!, 'hello');
    for (const post of written) {
      await likes(app, me, post);
      await likesComment(app, me, await comments(app, bob, post, 'hi'));
    }
    await fans(12, (fan) =>
      Promise.all([likes(app, fan, written[0]!), likesComment(app, fan, comment)]),
    );
    const paths = [
      '/me/likes/posts',
      '/me/likes/comments',
      `/posts/${written[0]}/likes`,
      `/comments/${comment}/likes`,
    ];
    const queries = jest.spyOn(app.get(SqlReader), 'query');
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
