import { type CommentId, CommentReader } from '#libs/comment';
import type { PostId } from '#libs/post';
import { outcome, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, removesComment } from '#libs/testing/comments';
import { blocks, follows } from '#libs/testing/graph';
import { people, type Person, person, setsPublic } from '#libs/testing/people';
import { editsPost, publishes } from '#libs/testing/posts';
import { CommentPolicy } from '../src/comment/comment.policy.js';
import { CommentListReader } from '../src/reading/comment-list.reader.js';
import { openStage } from './stage.js';

let app: TestHttp;
let reader: CommentReader;
let lists: CommentListReader;
let policy: CommentPolicy;
let host: Person, onlooker: Person;

beforeAll(async () => {
  app = await openStage();
  reader = app.get(CommentReader);
  lists = app.get(CommentListReader);
  policy = app.get(CommentPolicy);
  ({ host, onlooker } = await people(app, 'host', 'onlooker'));
});
afterAll(() => app.close());

const newcomer = () => person(app, 'newcomer');

type Hide = (author: Person, comment: CommentId) => Promise<unknown>;

/** Everything that hides a comment from the onlooker. */
const ways: [string, Hide][] = [
  ['its author deleted it', (author, comment) => removesComment(app, author, comment)],
  ['the author of the post deleted it', (_, comment) => removesComment(app, host, comment)],
  [
    'an administrator deactivated it',
    (_, comment) => app.sql(`update comment set is_active = false where id = $1`, [comment]),
  ],
  ['its author is suspended', (author) => suspends(app, author)],
  ['its author blocks the onlooker', (author) => blocks(app, author, onlooker)],
  ['the onlooker blocks its author', (author) => blocks(app, onlooker, author)],
];

const page = { limit: 100 };
const topLevel = async (post: PostId, as: Person | null = onlooker) =>
  (await lists.inThread(as?.viewer ?? null, { topLevelOf: post }, 'oldest', page)).items;
const replies = async (comment: CommentId, as: Person | null = onlooker) =>
  (await lists.inThread(as?.viewer ?? null, { repliesTo: comment }, 'oldest', page)).items;

describe.each(ways)('a comment that is hidden because %s', (_, hide) => {
  it('is absent without replies: by id, in lists, in replies', async () => {
    const post = await publishes(app, host);
    const author = await newcomer();
    const top = await comments(app, author, post, 'top');
    const parent = await comments(app, host, post, 'parent');
    const reply = await comments(app, author, post, 'reply', parent);
    await hide(author, top);
    if (await stands(reply)) {
      await hide(author, reply);
    }
    expect(await outcome(reader.read(onlooker.viewer, top))).toBe('not-found');
    expect(await outcome(policy.assertInThread(onlooker.viewer, top))).toBe('not-found');
    expect(await topLevel(post)).toEqual([parent]);
    expect(await replies(parent)).toEqual([]);
    expect(await reader.hydrate(onlooker.viewer, [reply, parent, top])).toMatchObject([
      { id: parent },
    ]);
  });

  it('is a tombstone with a shown reply: by id, in lists, in replies', async () => {
    const post = await publishes(app, host);
    const author = await newcomer();
    const top = await comments(app, author, post, 'top');
    const below = await comments(app, author, post, 'below', top);
    const shown = await comments(app, host, post, 'shown', below);
    await hide(author, below);
    if (await stands(top)) {
      await hide(author, top);
    }
    expect(await topLevel(post)).toEqual([top]);
    expect(await replies(top)).toEqual([below]);
    expect(await replies(below)).toEqual([shown]);
    const [first, second, third] = await reader.hydrate(onlooker.viewer, [top, below, shown]);
    const tombstone = {
      body: null,
      author: null,
      isDeleted: true,
      likeCount: 0,
      viewer: { liked: false },
    };
    expect(first).toMatchObject({ ...tombstone, id: top, postId: post, parentId: null, depth: 0 });
    expect(second).toMatchObject({ ...tombstone, id: below, parentId: top, depth: 1 });
    expect(third).toMatchObject({ id: shown, body: 'shown', isDeleted: false, depth: 2 });
    expect((await reader.read(onlooker.viewer, top)).comment).toEqual(first);
    expect(await outcome(policy.assertInThread(onlooker.viewer, top))).toBe('done');
    expect(await outcome(policy.assertVisible(onlooker.viewer, top))).toBe('not-found');
  });

  it('is absent when every reply is hidden too, however deep', async () => {
    const post = await publishes(app, host);
    const author = await newcomer();
    const top = await comments(app, author, post, 'top');
    const below = await comments(app, author, post, 'below', top);
    const last = await comments(app, author, post, 'last', below);
    for (const comment of [last, below, top]) {
      if (await stands(comment)) {
        await hide(author, comment);
      }
    }
    expect(await topLevel(post)).toEqual([]);
    expect(await reader.hydrate(onlooker.viewer, [top, below, last])).toEqual([]);
    expect(await outcome(policy.assertInThread(onlooker.viewer, below))).toBe('not-found');
  });

  /** Whether a comment is still shown: some ways hide all comments of a person at once. */
  async function stands(comment: CommentId): Promise<boolean> {
    return (await policy.visibleTo(onlooker.viewer, [comment])).has(comment);
  }
});

describe.each(ways)('a tombstone, because %s,', (_, hide) => {
  it('tells its replies as any comment does, the same to everybody, and in recounts', async () => {
    const post = await publishes(app, host);
    const [author, other, gone] = [await newcomer(), await newcomer(), await newcomer()];
    const top = await comments(app, author, post, 'top');
    const first = await comments(app, host, post, 'first', top);
    const second = await comments(app, other, post, 'second', top);
    await comments(app, host, post, 'deeper', second);
    await removesComment(app, other, await comments(app, other, post, 'taken back', top));
    await hide(author, top);
    const told = async () => {
      const counts = new Set<number>();
      for (const as of [onlooker, host, other, null]) {
        const [listed] = await reader.hydrate(as?.viewer ?? null, [top]);
        const [inList] = (
          await reader.page(as?.viewer ?? null, {
            items: await topLevel(post, as),
            nextCursor: null,
          })
        ).items;
        const { comment } = await reader.read(as?.viewer ?? null, top);
        [listed, inList, comment].forEach((shown) => counts.add(shown!.replyCount));
      }
      return [...counts];
    };
    expect(await told()).toEqual([2]);
    await removesComment(app, other, second);
    expect(await told()).toEqual([1]);
    await comments(app, gone, post, 'third', first);
    await suspends(app, other);
    await app.settle();
    expect(await told()).toEqual([1]);
    expect((await app.drift()).filter(({ key }) => key === top)).toEqual([]);
  });

  it('leaves out replies of suspended people, and tells them again once they are restored', async () => {
    const post = await publishes(app, host);
    const [author, other] = [await newcomer(), await newcomer()];
    const top = await comments(app, author, post, 'top');
    await comments(app, host, post, 'first', top);
    await comments(app, other, post, 'second', top);
    await hide(author, top);
    const told = async () => (await reader.read(onlooker.viewer, top)).comment.replyCount;
    await suspends(app, other);
    await app.settle();
    expect(await told()).toBe(1);
    await restores(app, other);
    await app.settle();
    expect(await told()).toBe(2);
    expect((await app.drift()).filter(({ key }) => key === top)).toEqual([]);
  });
});

describe('a block', () => {
  it('hides only between the two', async () => {
    const post = await publishes(app, host);
    const author = await newcomer();
    const comment = await comments(app, author, post, 'hello');
    await blocks(app, author, onlooker);
    expect(await topLevel(post, onlooker)).toEqual([]);
    for (const other of [null, host, author]) {
      expect(await topLevel(post, other)).toEqual([comment]);
      expect((await reader.read(other?.viewer ?? null, comment)).comment.body).toBe('hello');
    }
  });
});

describe('comments of a private profile', () => {
  it('stay in the threads of others', async () => {
    const post = await publishes(app, host);
    const shy = await person(app, 'shy');
    const comment = await comments(app, shy, post, 'hello');
    expect(await topLevel(post, onlooker)).toEqual([comment]);
    expect(await topLevel(post, null)).toEqual([comment]);
  });

  it('are listed for followers only', async () => {
    const post = await publishes(app, host);
    const shy = await newcomer();
    const comment = await comments(app, shy, post, 'hello');
    const fan = await newcomer();
    await follows(app, fan, shy);
    await setsPublic(app, shy, false);
    const of = async (as: Person | null) =>
      (await lists.writtenBy(as?.viewer ?? null, shy.id, page)).items;
    expect(await of(null)).toEqual([]);
    expect(await of(onlooker)).toEqual([]);
    expect(await of(fan)).toEqual([comment]);
    expect(await of(shy)).toEqual([comment]);
  });
});

describe('comments of a post that can’t be seen', () => {
  it('are gone, by id, in lists of their author, and for their author', async () => {
    const post = await publishes(app, host);
    const author = await newcomer();
    const comment = await comments(app, author, post, 'hello');
    await comments(app, host, post, 'reply', comment);
    await editsPost(app, host, post, { visibility: 'private' });
    for (const other of [null, onlooker, author]) {
      expect(await outcome(reader.read(other?.viewer ?? null, comment))).toBe('not-found');
      expect(await outcome(policy.assertInThread(other?.viewer ?? null, comment))).toBe(
        'not-found',
      );
      expect(await reader.hydrate(other?.viewer ?? null, [comment])).toEqual([]);
      expect((await lists.writtenBy(other?.viewer ?? null, author.id, page)).items).toEqual([]);
    }
    expect((await reader.read(host.viewer, comment)).comment.body).toBe('hello');
  });
});
