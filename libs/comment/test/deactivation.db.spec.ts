import type { CommentId } from '#libs/comment';
import { DomainEvents } from '#libs/event-bus';
import type { PostId } from '#libs/post';
import { expectNoDrift, isAwaited, type TestAnswer } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { CommentModerationService } from '../src/moderation/comment-moderation.service.js';
import { type ModerationStage, openModerationStage } from './moderation-stage.js';

let app: ModerationStage;
let alice: Person, bob: Person, carol: Person;
let post: PostId;

beforeAll(async () => {
  app = await openModerationStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  post = await publishes(app, alice);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await expectNoDrift(app);
});
afterAll(() => app.close());

const remove = (id: CommentId, as: Person): Promise<TestAnswer> =>
  app.request({ method: 'DELETE', url: `/v1/comments/${id}`, as });
const replyCount = async (id: CommentId) => {
  await app.settle();
  return (await app.read(`/comments/${id}`)).body.replyCount;
};

describe('a deactivated comment', () => {
  it('is gone for everyone, and out of the counts', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'reply', top);
    expect((await app.deactivate(id)).body).toMatchObject({ isActive: false, isDeleted: false });
    for (const who of [alice, bob, app.admin, undefined]) {
      expect((await app.read(`/comments/${id}`, who)).status).toBe(404);
      expect((await app.read(`/comments/${top}/replies`, who)).body.items).toEqual([]);
      expect((await app.read(`/users/${bob.id}/comments`, who)).body.items).toEqual([]);
    }
    expect((await app.read('/me/comments', bob)).body.items).toEqual([]);
    expect((await remove(id, bob)).status).toBe(404);
    const edit = { method: 'PATCH', url: `/v1/comments/${id}`, as: bob, body: { body: 'x' } };
    expect((await app.request({ ...edit, method: 'PATCH' })).status).toBe(404);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
  });

  it('stays as a tombstone above its replies', async () => {
    const id = await comments(app, bob, post, 'top');
    await comments(app, carol, post, 'reply', id);
    await app.deactivate(id);
    expect((await app.read(`/comments/${id}`)).body).toMatchObject({
      body: null,
      author: null,
      isDeleted: true,
    });
    expect(await app.commentCount(post)).toBe(1);
  });

  it('comes back exactly as it was', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'reply', top);
    await comments(app, carol, post, 'deeper', id);
    await likesComment(app, carol, id);
    await app.settle();
    const before = (await app.read(`/comments/${id}`, carol)).body;
    expect(before).toMatchObject({ likeCount: 1, replyCount: 1 });
    await app.deactivate(id);
    await app.restore(id);
    await app.settle();
    expect((await app.read(`/comments/${id}`, carol)).body).toEqual(before);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([3, 1]);
    expect(await app.acts(id)).toEqual([
      {
        actor: app.admin.id,
        action: 'comment.deactivated',
        reason: 'because',
        changes: { isActive: { from: true, to: false } },
      },
      {
        actor: app.admin.id,
        action: 'comment.restored',
        reason: 'because',
        changes: { isActive: { from: false, to: true } },
      },
    ]);
  });

  it('comes back also when it was deleted, or both, and counts once', async () => {
    const [deleted, both] = [
      await comments(app, bob, post, 'deleted'),
      await comments(app, bob, post, 'both'),
    ];
    await removesComment(app, bob, deleted);
    await removesComment(app, alice, both);
    await app.sql(`update comment set is_active = false where id = $1`, [both]);
    expect(await app.commentCount(post)).toBe(0);
    for (const id of [deleted, both]) {
      expect((await app.restore(id)).body).toMatchObject({ isActive: true, isDeleted: false });
    }
    expect(await app.commentCount(post)).toBe(2);
    await removesComment(app, bob, both);
    expect(await app.commentCount(post)).toBe(1);
  });

  it('of a suspended person counts once the person is back, whenever it is restored', async () => {
    const top = await comments(app, alice, post, 'top');
    const [one, two] = [
      await comments(app, bob, post, 'one', top),
      await comments(app, bob, post, 'two', top),
    ];
    await app.deactivate(one);
    // Nothing is counted anew before the acts: their jobs still wait.
    await suspends(app, bob);
    await app.restore(one);
    await app.deactivate(two);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
    await restores(app, bob);
    await app.deactivate(one);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
    await app.restore(one);
    await app.restore(two);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([3, 2]);
  });
});

describe('at the same time', () => {
  it('a suspension of the author waits, so that the act counts wholly before it', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'hi', top);
    const act = () => {
      // What counts the comment holds the author too, but after it has looked whether the author counts.
      jest.spyOn(app.get(DomainEvents), 'publish').mockResolvedValueOnce();
      const why = { isActive: false, reason: 'because' };
      return app.get(CommentModerationService).moderate(app.admin.viewer, id, why, undefined);
    };
    expect(await isAwaited(app, act, () => suspends(app, bob))).toBe(true);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
  });

  it('many deactivations are one', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'hi', top);
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.deactivate(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await app.acts(id)).toHaveLength(1);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
  });

  it('a deactivation and deletions by both authors take the comment out once', async () => {
    const top = await comments(app, alice, post, 'top');
    for (let round = 0; round < 5; round += 1) {
      const id = await comments(app, bob, post, 'hi', top);
      const answers = await Promise.all([app.deactivate(id), remove(id, bob), remove(id, alice)]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect((await app.read(`/comments/${id}`)).status).toBe(404);
    }
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([1, 0]);
  });

  it('restorations, deactivations, deletions and a suspension leave counts that are right', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'hi', top);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => [
        app.deactivate(id),
        app.restore(id),
        remove(id, alice),
      ]).flat(),
      suspends(app, bob).then(() => app.deactivate(id)),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await Promise.all([restores(app, bob), app.restore(id), app.deactivate(id), app.restore(id)]);
    await app.restore(id);
    expect([await app.commentCount(post), await replyCount(top)]).toEqual([2, 1]);
  });
});
