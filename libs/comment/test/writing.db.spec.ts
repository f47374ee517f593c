import { type CommentId, CommentReader, CommentService } from '#libs/comment';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { outcome } from '#libs/testing';
import { CommentRepository } from '../src/comment/comment.repository.js';
import { Stage } from './stage.js';

let stage: Stage;
let comments: CommentService;
let reader: CommentReader;
let alice: Viewer, bob: Viewer, carol: Viewer;

beforeAll(async () => {
  stage = await Stage.open();
  comments = stage.app.get(CommentService);
  reader = stage.app.get(CommentReader);
  alice = await stage.person('alice');
  bob = await stage.person('bob');
  carol = await stage.person('carol');
});
afterAll(() => stage.close());

const read = async (viewer: Viewer | null, id: CommentId) =>
  (await reader.read(viewer, id)).comment;

describe('writing a comment', () => {
  it('stores it at the top level with author, counts and version', async () => {
    const post = await stage.post(alice);
    const id = await stage.writes(bob, post, '안녕하세요');
    expect(await reader.read(alice, id)).toEqual({
      version: 1,
      comment: {
        id,
        postId: post,
        parentId: null,
        depth: 0,
        body: '안녕하세요',
        author: { id: bob.userId, nickname: 'bob', fullName: 'Test bob', imageUrl: null },
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
    const post = await stage.post(alice);
    const chain = [await stage.writes(bob, post, '0')];
    for (let depth = 1; depth <= 10; depth += 1) {
      chain.push(await stage.writes(carol, post, String(depth), chain.at(-1)));
    }
    const seen = await reader.hydrate(alice, chain);
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
    const post = await stage.post(alice);
    const elsewhere = await stage.writes(bob, await stage.post(alice), 'elsewhere');
    const leaf = await stage.writes(bob, post, 'leaf');
    await stage.removes(bob, leaf);
    const tombstone = await stage.writes(bob, post, 'tombstone');
    await stage.writes(carol, post, 'reply', tombstone);
    await stage.removes(bob, tombstone);
    const stranger = await stage.person('stranger');
    await stage.blocks(stranger, carol);
    const hidden = await stage.writes(stranger, post, 'hidden');
    for (const parent of ['123' as CommentId, elsewhere, leaf, tombstone, hidden]) {
      expect(await outcome(stage.writes(carol, post, 'answer', parent))).toBe('parent-not-found');
    }
    expect(await outcome(stage.writes(bob, post, 'answer', hidden))).toBe('done');
  });

  it('is not possible under a post that can’t be seen', async () => {
    const secret = await stage.post(alice, { visibility: 'private' });
    const forFollowers = await stage.post(alice, { visibility: 'followers' });
    const draft = await stage.post(alice, { status: 'draft' });
    for (const post of [secret, forFollowers, draft]) {
      expect(await outcome(stage.writes(carol, post, 'hello'))).toBe('not-found');
      expect(await outcome(stage.writes(alice, post, 'hello'))).toBe('done');
    }
    await stage.follows(carol, alice);
    expect(await outcome(stage.writes(carol, forFollowers, 'hello'))).toBe('done');
  });

  it('is refused to somebody who has just been suspended', async () => {
    const post = await stage.post(alice);
    const dave = await stage.person('dave');
    await stage.suspend(dave);
    expect(await outcome(stage.writes(dave, post, 'hello'))).toBe('token-revoked');
  });
});

describe('editing a comment', () => {
  it('changes the text and the version', async () => {
    const id = await stage.writes(bob, await stage.post(alice), 'first');
    await comments.edit(bob, id, 'second', 1);
    const { comment, version } = await reader.read(alice, id);
    expect([comment.body, version]).toEqual(['second', 2]);
    expect(Date.parse(comment.updatedAt)).toBeGreaterThan(Date.parse(comment.createdAt) - 1);
  });

  it('is for its author only, not for the author of the post', async () => {
    const id = await stage.writes(bob, await stage.post(alice), 'mine');
    expect(await outcome(comments.edit(alice, id, 'yours', undefined))).toBe('forbidden');
    expect(await outcome(comments.edit(carol, id, 'yours', undefined))).toBe('forbidden');
    expect((await read(bob, id)).body).toBe('mine');
  });

  it('tells nothing to those who can’t see it', async () => {
    const secret = await stage.post(alice, { visibility: 'private' });
    const id = await stage.writes(alice, secret, 'hidden');
    expect(await outcome(comments.edit(carol, id, 'x', undefined))).toBe('not-found');
    expect(await outcome(stage.removes(carol, id))).toBe('not-found');
    expect(await outcome(comments.edit(carol, '99' as CommentId, 'x', undefined))).toBe(
      'not-found',
    );
  });

  it('stops when the post can’t be seen any more, for its author too, who can still take it back', async () => {
    const post = await stage.post(alice);
    const id = await stage.writes(bob, post, 'mine');
    await stage.makesPrivate(alice, post);
    expect(await outcome(comments.edit(bob, id, 'x', undefined))).toBe('not-found');
    expect(await outcome(stage.removes(bob, id))).toBe('done');
  });

  it('is refused when somebody edited it since', async () => {
    const id = await stage.writes(bob, await stage.post(alice), 'first');
    await comments.edit(bob, id, 'second', 1);
    expect(await outcome(comments.edit(bob, id, 'third', 1))).toBe('precondition-failed');
    expect(await outcome(comments.remove(bob, id, 1))).toBe('precondition-failed');
    expect((await read(bob, id)).body).toBe('second');
    expect(await outcome(comments.remove(bob, id, 2))).toBe('done');
  });

  it('never brings back a comment that is deleted at the same time', async () => {
    const post = await stage.post(alice);
    for (let round = 0; round < 20; round += 1) {
      const id = await stage.writes(bob, post, 'first');
      const [edited, removed] = await Promise.all([
        outcome(comments.edit(bob, id, 'second', undefined)),
        outcome(stage.removes(bob, id)),
      ]);
      expect(['done', 'not-found']).toContain(edited);
      expect(removed).toBe('done');
      expect(await outcome(reader.read(bob, id))).toBe('not-found');
    }
  });

  it('changes nothing that was deleted after the editor was found to be its author', async () => {
    const id = await stage.writes(bob, await stage.post(alice), 'first');
    await stage.removes(bob, id);
    const late = stage.app
      .get(UnitOfWork)
      .run(() => stage.app.get(CommentRepository).changeBody(id, bob.userId, 'x', undefined));
    expect(await late).toBe(false);
  });
});

describe('deleting a comment', () => {
  it('is for its author and for the author of the post', async () => {
    const post = await stage.post(alice);
    const first = await stage.writes(bob, post, 'first');
    const second = await stage.writes(bob, post, 'second');
    expect(await outcome(stage.removes(carol, first))).toBe('forbidden');
    expect(await outcome(stage.removes(bob, first))).toBe('done');
    expect(await outcome(stage.removes(alice, second))).toBe('done');
    for (const id of [first, second]) {
      expect(await outcome(reader.read(alice, id))).toBe('not-found');
    }
  });

  it('happens once', async () => {
    const post = await stage.post(alice);
    const id = await stage.writes(bob, post, 'gone');
    await stage.writes(carol, post, 'keeps the tombstone', id);
    await stage.removes(bob, id);
    expect(await outcome(stage.removes(bob, id))).toBe('not-found');
    expect(await outcome(stage.removes(alice, id))).toBe('not-found');
    expect(await outcome(comments.edit(bob, id, 'again', undefined))).toBe('not-found');
  });
});
