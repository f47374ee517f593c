import { type CommentId, CommentReader } from '#libs/comment';
import type { Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { outcome } from '#libs/testing';
import { setsPublic } from '#libs/testing/people';
import { CommentPolicy } from '../src/comment/comment.policy.js';
import { CommentListReader } from '../src/reading/comment-list.reader.js';
import { Stage } from './stage.js';

let stage: Stage;
let reader: CommentReader;
let lists: CommentListReader;
let policy: CommentPolicy;
let host: Viewer, viewer: Viewer;

beforeAll(async () => {
  stage = await Stage.open();
  reader = stage.app.get(CommentReader);
  lists = stage.app.get(CommentListReader);
  policy = stage.app.get(CommentPolicy);
  host = await stage.person('host');
  viewer = await stage.person('viewer');
});
afterAll(() => stage.close());

const newcomer = () => stage.person('newcomer');

type Hide = (author: Viewer, comment: CommentId) => Promise<unknown>;

/** Everything that hides a comment from the viewer. */
const ways: [string, Hide][] = [
  ['its author deleted it', (author, comment) => stage.removes(author, comment)],
  ['the author of the post deleted it', (_, comment) => stage.removes(host, comment)],
  [
    'an administrator deactivated it',
    (_, comment) => stage.app.sql(`update comment set is_active = false where id = $1`, [comment]),
  ],
  ['its author is suspended', (author) => stage.suspend(author)],
  ['its author blocks the viewer', (author) => stage.blocks(author, viewer)],
  ['the viewer blocks its author', (author) => stage.blocks(viewer, author)],
];

const page = { limit: 100 };
const topLevel = async (post: PostId, as: Viewer | null = viewer) =>
  (await lists.inThread(as, { topLevelOf: post }, 'oldest', page)).items;
const replies = async (comment: CommentId, as: Viewer | null = viewer) =>
  (await lists.inThread(as, { repliesTo: comment }, 'oldest', page)).items;

describe.each(ways)('a comment that is hidden because %s', (_, hide) => {
  it('is absent without replies: by id, in lists, in replies', async () => {
    const post = await stage.post(host);
    const author = await newcomer();
    const top = await stage.writes(author, post, 'top');
    const parent = await stage.writes(host, post, 'parent');
    const reply = await stage.writes(author, post, 'reply', parent);
    await hide(author, top);
    if (await stands(reply)) {
      await hide(author, reply);
    }
    expect(await outcome(reader.read(viewer, top))).toBe('not-found');
    expect(await outcome(policy.assertInThread(viewer, top))).toBe('not-found');
    expect(await topLevel(post)).toEqual([parent]);
    expect(await replies(parent)).toEqual([]);
    expect(await reader.hydrate(viewer, [reply, parent, top])).toMatchObject([{ id: parent }]);
  });

  it('is a tombstone with a shown reply: by id, in lists, in replies', async () => {
    const post = await stage.post(host);
    const author = await newcomer();
    const top = await stage.writes(author, post, 'top');
    const below = await stage.writes(author, post, 'below', top);
    const shown = await stage.writes(host, post, 'shown', below);
    await hide(author, below);
    if (await stands(top)) {
      await hide(author, top);
    }
    expect(await topLevel(post)).toEqual([top]);
    expect(await replies(top)).toEqual([below]);
    expect(await replies(below)).toEqual([shown]);
    const [first, second, third] = await reader.hydrate(viewer, [top, below, shown]);
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
    expect((await reader.read(viewer, top)).comment).toEqual(first);
    expect(await outcome(policy.assertInThread(viewer, top))).toBe('done');
    expect(await outcome(policy.assertVisible(viewer, top))).toBe('not-found');
  });

  it('is absent when every reply is hidden too, however deep', async () => {
    const post = await stage.post(host);
    const author = await newcomer();
    const top = await stage.writes(author, post, 'top');
    const below = await stage.writes(author, post, 'below', top);
    const last = await stage.writes(author, post, 'last', below);
    for (const comment of [last, below, top]) {
      if (await stands(comment)) {
        await hide(author, comment);
      }
    }
    expect(await topLevel(post)).toEqual([]);
    expect(await reader.hydrate(viewer, [top, below, last])).toEqual([]);
    expect(await outcome(policy.assertInThread(viewer, below))).toBe('not-found');
  });

  /** Whether a comment is still shown: some ways hide all comments of a person at once. */
  async function stands(comment: CommentId): Promise<boolean> {
    return (await policy.visibleTo(viewer, [comment])).has(comment);
  }
});

describe.each(ways)('a tombstone, because %s,', (_, hide) => {
  it('tells its replies as any comment does, the same to everybody, and in recounts', async () => {
    const post = await stage.post(host);
    const [author, other, gone] = [await newcomer(), await newcomer(), await newcomer()];
    const top = await stage.writes(author, post, 'top');
    const first = await stage.writes(host, post, 'first', top);
    const second = await stage.writes(other, post, 'second', top);
    await stage.writes(host, post, 'deeper', second);
    await stage.removes(other, await stage.writes(other, post, 'taken back', top));
    await hide(author, top);
    const told = async () => {
      const counts = new Set<number>();
      for (const as of [viewer, host, other, null]) {
        const [listed] = await reader.hydrate(as, [top]);
        const [inList] = (
          await reader.page(as, { items: await topLevel(post, as), nextCursor: null })
        ).items;
        const { comment } = await reader.read(as, top);
        [listed, inList, comment].forEach((shown) => counts.add(shown!.replyCount));
      }
      return [...counts];
    };
    expect(await told()).toEqual([2]);
    await stage.removes(other, second);
    expect(await told()).toEqual([1]);
    await stage.writes(gone, post, 'third', first);
    await stage.suspend(other);
    await stage.app.settle();
    expect(await told()).toEqual([1]);
    expect((await stage.app.drift()).filter(({ key }) => key === top)).toEqual([]);
  });

  it('leaves out replies of suspended people, and tells them again once they are restored', async () => {
    const post = await stage.post(host);
    const [author, other] = [await newcomer(), await newcomer()];
    const top = await stage.writes(author, post, 'top');
    await stage.writes(host, post, 'first', top);
    await stage.writes(other, post, 'second', top);
    await hide(author, top);
    const told = async () => (await reader.read(viewer, top)).comment.replyCount;
    await stage.suspend(other);
    await stage.app.settle();
    expect(await told()).toBe(1);
    await stage.restore(other);
    await stage.app.settle();
    expect(await told()).toBe(2);
    expect((await stage.app.drift()).filter(({ key }) => key === top)).toEqual([]);
  });
});

describe('a block', () => {
  it('hides only between the two', async () => {
    const post = await stage.post(host);
    const author = await newcomer();
    const comment = await stage.writes(author, post, 'hello');
    await stage.blocks(author, viewer);
    expect(await topLevel(post, viewer)).toEqual([]);
    for (const other of [null, host, author]) {
      expect(await topLevel(post, other)).toEqual([comment]);
      expect((await reader.read(other, comment)).comment.body).toBe('hello');
    }
  });
});

describe('comments of a private profile', () => {
  it('stay in the threads of others', async () => {
    const post = await stage.post(host);
    const shy = await stage.person('shy', false);
    const comment = await stage.writes(shy, post, 'hello');
    expect(await topLevel(post, viewer)).toEqual([comment]);
    expect(await topLevel(post, null)).toEqual([comment]);
  });

  it('are listed for followers only', async () => {
    const post = await stage.post(host);
    const shy = await newcomer();
    const comment = await stage.writes(shy, post, 'hello');
    const fan = await newcomer();
    await stage.follows(fan, shy);
    await setsPublic(stage.app, shy, false);
    const of = async (as: Viewer | null) => (await lists.writtenBy(as, shy.userId, page)).items;
    expect(await of(null)).toEqual([]);
    expect(await of(viewer)).toEqual([]);
    expect(await of(fan)).toEqual([comment]);
    expect(await of(shy)).toEqual([comment]);
  });
});

describe('comments of a post that can’t be seen', () => {
  it('are gone, by id, in lists of their author, and for their author', async () => {
    const post = await stage.post(host);
    const author = await newcomer();
    const comment = await stage.writes(author, post, 'hello');
    await stage.writes(host, post, 'reply', comment);
    await stage.makesPrivate(host, post);
    for (const other of [null, viewer, author]) {
      expect(await outcome(reader.read(other, comment))).toBe('not-found');
      expect(await outcome(policy.assertInThread(other, comment))).toBe('not-found');
      expect(await reader.hydrate(other, [comment])).toEqual([]);
      expect((await lists.writtenBy(other, author.userId, page)).items).toEqual([]);
    }
    expect((await reader.read(host, comment)).comment.body).toBe('hello');
  });
});
