import { type CommentId, CommentReader } from '#libs/comment';
import { UnitOfWork } from '#libs/database';
import { outcome, type TestHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { comments, editsComment, removesComment } from '#libs/testing/comments';
import { blocks, follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { editsPost, publishes } from '#libs/testing/posts';
import { CommentRepository } from '../src/comment/comment.repository.js';
import { openStage } from './stage.js';

let app: TestHttp;
let reader: CommentReader;
let alice: Person, bob: Person, carol: Person;

beforeAll(async () => {
  app = await openStage();
  reader = app.get(CommentReader);
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());

const read = async (viewer: Person | null, id: CommentId) =>
  (await reader.read(viewer?.viewer ?? null, id)).comment;

describe('writing a comment', () => {
  it('stores it at the top level with author, counts and version', async () => {
    const post = await publishes(app, alice);
    const id = await comments(app, bob, post, '안녕하세요');
    expect(await reader.read(alice.viewer, id)).toEqual({
      version: 1,
      comment: {
        id,
        postId: post,
        parentId: null,
        depth: 0,
        body: '안녕하세요',
        entities: [],
        author: { id: bob.id, nickname: 'bob', fullName: 'Test bob', imageUrl: null },
        isDeleted: false,
        likeCount: 0,
        replyCount: 0,
        createdAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
        updatedAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
        viewer: { liked: false },
      },
    });
    expect((await read(null, id)).viewer).toBeNull();
  });

  it('nests replies to depth 8 and puts deeper ones beside the comment they answer', async () => {
    const post = await publishes(app, alice);
    const chain = [await comments(app, bob, post, '0')];
    for (let depth = 1; depth <= 10; depth += 1) {
      chain.push(await comments(app, carol, post, String(depth), chain.at(-1)));
    }
    const seen = await reader.hydrate(alice.viewer, chain);
    expect(seen.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8]);
    expect(seen.map(({ parentId }) => parentId)).toEqual([
      null,
      ...chain.slice(0, 8),
      chain[7],
      chain[7],
    ]);
    expect(seen.map(({ replyCount }) => replyCount)).toEqual([1, 1, 1, 1, 1, 1, 1, 3, 0, 0, 0]);
  });

  it('refuses a parent that is unknown, under another post, deleted, or not to be seen', async () => {
    const post = await publishes(app, alice);
    const elsewhere = await comments(app, bob, await publishes(app, alice), 'elsewhere');
    const leaf = await comments(app, bob, post, 'leaf');
    await removesComment(app, bob, leaf);
    const tombstone = await comments(app, bob, post, 'tombstone');
    await comments(app, carol, post, 'reply', tombstone);
    await removesComment(app, bob, tombstone);
    const { stranger } = await people(app, 'stranger');
    await blocks(app, stranger, carol);
    const hidden = await comments(app, stranger, post, 'hidden');
    for (const parent of ['123' as CommentId, elsewhere, leaf, tombstone, hidden]) {
      expect(await outcome(comments(app, carol, post, 'answer', parent))).toBe('parent-not-found');
    }
    expect(await outcome(comments(app, bob, post, 'answer', hidden))).toBe('done');
  });

  it('is not possible under a post that can’t be seen', async () => {
    const secret = await publishes(app, alice, { visibility: 'private' });
    const forFollowers = await publishes(app, alice, { visibility: 'followers' });
    const draft = await publishes(app, alice, { status: 'draft' });
    for (const post of [secret, forFollowers, draft]) {
      expect(await outcome(comments(app, carol, post, 'hello'))).toBe('not-found');
      expect(await outcome(comments(app, alice, post, 'hello'))).toBe('done');
    }
    await follows(app, carol, alice);
    expect(await outcome(comments(app, carol, forFollowers, 'hello'))).toBe('done');
  });

  it('is refused to somebody who has just been suspended', async () => {
    const post = await publishes(app, alice);
    const { dave } = await people(app, 'dave');
    await suspends(app, dave);
    expect(await outcome(comments(app, dave, post, 'hello'))).toBe('token-revoked');
  });
});

describe('editing a comment', () => {
  it('changes the text and the version', async () => {
    const id = await comments(app, bob, await publishes(app, alice), 'first');
    await editsComment(app, bob, id, 'second', 1);
    const { comment, version } = await reader.read(alice.viewer, id);
    expect([comment.body, version]).toEqual(['second', 2]);
    expect(Date.parse(comment.updatedAt)).toBeGreaterThan(Date.parse(comment.createdAt) - 1);
  });

  it('is for its author only, not for the author of the post', async () => {
    const id = await comments(app, bob, await publishes(app, alice), 'mine');
    expect(await outcome(editsComment(app, alice, id, 'yours'))).toBe('forbidden');
    expect(await outcome(editsComment(app, carol, id, 'yours'))).toBe('forbidden');
    expect((await read(bob, id)).body).toBe('mine');
  });

  it('tells nothing to those who can’t see it', async () => {
    const secret = await publishes(app, alice, { visibility: 'private' });
    const id = await comments(app, alice, secret, 'hidden');
    expect(await outcome(editsComment(app, carol, id, 'x'))).toBe('not-found');
    expect(await outcome(removesComment(app, carol, id))).toBe('not-found');
    expect(await outcome(editsComment(app, carol, '99' as CommentId, 'x'))).toBe('not-found');
  });

  it('stops when the post can’t be seen any more, for its author too, who can still take it back', async () => {
    const post = await publishes(app, alice);
    const id = await comments(app, bob, post, 'mine');
    await editsPost(app, alice, post, { visibility: 'private' });
    expect(await outcome(editsComment(app, bob, id, 'x'))).toBe('not-found');
    expect(await outcome(removesComment(app, bob, id))).toBe('done');
  });

  it('is refused when somebody edited it since', async () => {
    const id = await comments(app, bob, await publishes(app, alice), 'first');
    await editsComment(app, bob, id, 'second', 1);
    expect(await outcome(editsComment(app, bob, id, 'third', 1))).toBe('precondition-failed');
    expect(await outcome(removesComment(app, bob, id, 1))).toBe('precondition-failed');
    expect((await read(bob, id)).body).toBe('second');
    expect(await outcome(removesComment(app, bob, id, 2))).toBe('done');
  });

  it('never brings back a comment that is deleted at the same time', async () => {
    const post = await publishes(app, alice);
    for (let round = 0; round < 20; round += 1) {
      const id = await comments(app, bob, post, 'first');
      const [edited, removed] = await Promise.all([
        outcome(editsComment(app, bob, id, 'second')),
        outcome(removesComment(app, bob, id)),
      ]);
      expect(['done', 'not-found']).toContain(edited);
      expect(removed).toBe('done');
      expect(await outcome(reader.read(bob.viewer, id))).toBe('not-found');
    }
  });

  it('changes nothing that was deleted after the editor was found to be its author', async () => {
    const id = await comments(app, bob, await publishes(app, alice), 'first');
    await removesComment(app, bob, id);
    const late = app
      .get(UnitOfWork)
      .run(() =>
        app.get(CommentRepository).changeBody(id, bob.id, { body: 'x', entities: null }, undefined),
      );
    expect(await late).toBe(false);
  });
});

describe('deleting a comment', () => {
  it('is for its author and for the author of the post', async () => {
    const post = await publishes(app, alice);
    const first = await comments(app, bob, post, 'first');
    const second = await comments(app, bob, post, 'second');
    expect(await outcome(removesComment(app, carol, first))).toBe('forbidden');
    expect(await outcome(removesComment(app, bob, first))).toBe('done');
    expect(await outcome(removesComment(app, alice, second))).toBe('done');
    for (const id of [first, second]) {
      expect(await outcome(reader.read(alice.viewer, id))).toBe('not-found');
    }
  });

  it('happens once', async () => {
    const post = await publishes(app, alice);
    const id = await comments(app, bob, post, 'gone');
    await comments(app, carol, post, 'keeps the tombstone', id);
    await removesComment(app, bob, id);
    expect(await outcome(removesComment(app, bob, id))).toBe('not-found');
    expect(await outcome(removesComment(app, alice, id))).toBe('not-found');
    expect(await outcome(editsComment(app, bob, id, 'again'))).toBe('not-found');
  });
});
