import { AuditLogService } from '#libs/audit';
import type { CommentId } from '#libs/comment';
import { DomainEvents } from '#libs/event-bus';
import type { PostId } from '#libs/post';
import { expectNoDrift, isAwaited, type TestAnswer, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments, likesComment, removesComment } from '#libs/testing/comments';
import { givesRole, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { CommentModerationService } from '../src/moderation/comment-moderation.service.js';
import { openStage } from './stage.js';

let app: TestHttp;
let admin: Person;
let alice: Person, bob: Person, carol: Person;
let post: PostId;

beforeAll(async () => {
  app = await openStage();
  ({ admin } = await people(app, 'admin'));
  await givesRole(app, admin, 'admin');
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

const get = (url: string, as?: Person) =>
  app.request({ method: 'GET', url: `/v1${url}`, ...(as && { as }) });
const moderate = (id: CommentId, body: object, headers = {}, as = admin) =>
  app.request({
    method: 'PATCH',
    url: `/v1/admin/comments/${id}`,
    as,
    body: { reason: 'because', ...body },
    headers,
  });
const deactivate = (id: CommentId) => moderate(id, { isActive: false });
const restore = (id: CommentId) => moderate(id, { isActive: true });
const remove = (id: CommentId, as: Person): Promise<TestAnswer> =>
  app.request({ method: 'DELETE', url: `/v1/comments/${id}`, as });
const acts = (id: CommentId) =>
  app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
    `
    select actor_id as actor, action, reason, changes
    from audit_log
    where target_type = 'comment' and target_id = $1
    order by id
    `,
    [id],
  );
const idsIn = async (query: string) => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await get(`/admin/comments?${query}${cursor && `&cursor=${cursor}`}`, admin);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return ids;
};
const commentCount = async () => {
  await app.settle();
  return (await get(`/posts/${post}`)).body.commentCount;
};
const replyCount = async (id: CommentId) => {
  await app.settle();
  return (await get(`/comments/${id}`)).body.replyCount;
};

describe('the list of all comments', () => {
  it('is for administrators', async () => {
    const id = await comments(app, bob, post, 'hi');
    for (const url of ['/admin/comments', `/admin/comments/${id}`]) {
      expect((await get(url, bob)).status).toBe(403);
      expect((await get(url)).status).toBe(401);
    }
    expect((await moderate(id, { isActive: false }, {}, alice)).status).toBe(403);
    expect((await get(`/comments/${id}`)).status).toBe(200);
  });

  it('holds comments in any state under any post, newest first', async () => {
    const hiddenPost = await publishes(app, bob, { visibility: 'private' });
    const plain = await comments(app, bob, post, 'plain');
    const hidden = await comments(app, bob, hiddenPost, 'hidden');
    const deactivated = await comments(app, bob, post, 'deactivated');
    const deleted = await comments(app, bob, post, 'deleted');
    const others = await comments(app, carol, post, 'other');
    await deactivate(deactivated);
    await removesComment(app, bob, deleted);
    await suspends(app, bob);

    const bobs = `limit=2&authorId=${bob.id}`;
    expect(await idsIn(bobs)).toEqual([deleted, deactivated, hidden, plain]);
    expect(await idsIn(`${bobs}&isActive=true`)).toEqual([hidden, plain]);
    expect(await idsIn(`${bobs}&isActive=false`)).toEqual([deleted, deactivated]);
    expect((await idsIn('limit=100')).slice(0, 3)).toEqual([others, deleted, deactivated]);
  });

  it('shows text and author in any state', async () => {
    const id = await comments(app, bob, post, 'still here');
    const shown = (await get(`/comments/${id}`, admin)).body;
    expect((await get(`/admin/comments/${id}`, admin)).body).toEqual({ ...shown, isActive: true });
    await deactivate(id);
    const inactive = { ...shown, isActive: false };
    expect((await get(`/admin/comments/${id}`, admin)).body).toEqual(inactive);
    await restore(id);
    await removesComment(app, bob, id);
    expect((await get(`/admin/comments?authorId=${bob.id}`, admin)).body.items).toEqual([
      { ...inactive, isDeleted: true },
    ]);
    expect((await get('/admin/comments/1', admin)).status).toBe(404);
  });

  it('leaves out what is left of an erased person', async () => {
    const id = await comments(app, bob, post, 'mine');
    await comments(app, carol, post, 'reply', id);
    await removesComment(app, bob, id);
    await app.sql(`update comment set author_id = null, body = '' where id = $1`, [id]);
    expect(await idsIn('limit=100')).not.toContain(id);
    expect((await get(`/admin/comments/${id}`, admin)).status).toBe(404);
    expect((await restore(id)).status).toBe(404);
  });
});

describe('an act', () => {
  it.each([
    ['without a reason', { reason: undefined }],
    ['with an empty reason', { reason: '' }],
    ['with too long a reason', { reason: 'x'.repeat(501) }],
    ['that takes the text away', { body: null }],
    ['with an empty text', { body: '' }],
    ['to no state', { isActive: null }],
    ['on the place', { parentId: '1' }],
  ])('%s is refused', async (_what, body) => {
    const id = await comments(app, bob, post, 'hi');
    expect((await moderate(id, body)).status).toBe(400);
  });

  it('on nothing is not found', async () => {
    expect((await deactivate('1' as CommentId)).status).toBe(404);
  });

  it('of an older version is refused', async () => {
    const id = await comments(app, bob, post, 'hi');
    const { headers } = await get(`/admin/comments/${id}`, admin);
    const seen = { 'if-match': String(headers['etag']) };
    expect((await moderate(id, { isActive: false }, seen)).status).toBe(200);
    expect((await moderate(id, { isActive: true }, seen)).status).toBe(412);
    expect((await get(`/comments/${id}`)).status).toBe(404);
  });

  it('is written down in its own transaction: neither is there without the other', async () => {
    const id = await comments(app, bob, post, 'hi');
    jest.spyOn(app.get(AuditLogService), 'record').mockRejectedValueOnce(new Error('crash'));
    expect((await deactivate(id)).status).toBe(500);
    expect([(await get(`/comments/${id}`)).status, await commentCount()]).toEqual([200, 1]);
  });

  it('that changes nothing is none', async () => {
    const id = await comments(app, bob, post, 'same');
    for (const body of [{}, { isActive: true }, { body: 'same' }]) {
      const { status, headers } = await moderate(id, body);
      expect([status, String(headers['etag']).startsWith('"1-')]).toEqual([200, true]);
    }
    await removesComment(app, bob, id);
    expect((await deactivate(id)).body).toMatchObject({ isActive: false, isDeleted: true });
    expect(await acts(id)).toEqual([]);
  });

  it('on the text keeps who wrote it, and tells the audit log no text', async () => {
    const id = await comments(app, bob, post, 'secret');
    const { body } = await moderate(id, { body: 'clean' });
    expect(body).toMatchObject({ body: 'clean', author: { id: bob.id }, isActive: true });
    expect((await get(`/comments/${id}`)).body.body).toBe('clean');
    expect(await acts(id)).toEqual([
      {
        actor: admin.id,
        action: 'comment.edited',
        reason: 'because',
        changes: { fields: ['body'] },
      },
    ]);
  });

  it('on the text of a deactivated comment leaves it deactivated', async () => {
    const id = await comments(app, bob, post, 'secret');
    await deactivate(id);
    expect((await moderate(id, { body: 'clean' })).body).toMatchObject({ isActive: false });
    expect((await moderate(id, { isActive: true, body: 'cleaner' })).body).toMatchObject({
      isActive: true,
      body: 'cleaner',
    });
    expect(await commentCount()).toBe(1);
  });
});

describe('a deactivated comment', () => {
  it('is gone for everyone, and out of the counts', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'reply', top);
    expect((await deactivate(id)).body).toMatchObject({ isActive: false, isDeleted: false });
    for (const who of [alice, bob, admin, undefined]) {
      expect((await get(`/comments/${id}`, who)).status).toBe(404);
      expect((await get(`/comments/${top}/replies`, who)).body.items).toEqual([]);
      expect((await get(`/users/${bob.id}/comments`, who)).body.items).toEqual([]);
    }
    expect((await get('/me/comments', bob)).body.items).toEqual([]);
    expect((await remove(id, bob)).status).toBe(404);
    const edit = { method: 'PATCH', url: `/v1/comments/${id}`, as: bob, body: { body: 'x' } };
    expect((await app.request({ ...edit, method: 'PATCH' })).status).toBe(404);
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
  });

  it('stays as a tombstone above its replies', async () => {
    const id = await comments(app, bob, post, 'top');
    await comments(app, carol, post, 'reply', id);
    await deactivate(id);
    expect((await get(`/comments/${id}`)).body).toMatchObject({
      body: null,
      author: null,
      isDeleted: true,
    });
    expect(await commentCount()).toBe(1);
  });

  it('comes back exactly as it was', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'reply', top);
    await comments(app, carol, post, 'deeper', id);
    await likesComment(app, carol, id);
    await app.settle();
    const before = (await get(`/comments/${id}`, carol)).body;
    expect(before).toMatchObject({ likeCount: 1, replyCount: 1 });
    await deactivate(id);
    await restore(id);
    await app.settle();
    expect((await get(`/comments/${id}`, carol)).body).toEqual(before);
    expect([await commentCount(), await replyCount(top)]).toEqual([3, 1]);
    expect(await acts(id)).toEqual([
      {
        actor: admin.id,
        action: 'comment.deactivated',
        reason: 'because',
        changes: { isActive: { from: true, to: false } },
      },
      {
        actor: admin.id,
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
    expect(await commentCount()).toBe(0);
    for (const id of [deleted, both]) {
      expect((await restore(id)).body).toMatchObject({ isActive: true, isDeleted: false });
    }
    expect(await commentCount()).toBe(2);
    await removesComment(app, bob, both);
    expect(await commentCount()).toBe(1);
  });

  it('of a suspended person counts once the person is back, whenever it is restored', async () => {
    const top = await comments(app, alice, post, 'top');
    const [one, two] = [
      await comments(app, bob, post, 'one', top),
      await comments(app, bob, post, 'two', top),
    ];
    await deactivate(one);
    // Nothing is counted anew before the acts: their jobs still wait.
    await suspends(app, bob);
    await restore(one);
    await deactivate(two);
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
    await restores(app, bob);
    await deactivate(one);
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
    await restore(one);
    await restore(two);
    expect([await commentCount(), await replyCount(top)]).toEqual([3, 2]);
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
      return app.get(CommentModerationService).moderate(admin.viewer, id, why, undefined);
    };
    expect(await isAwaited(app, act, () => suspends(app, bob))).toBe(true);
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
  });

  it('many deactivations are one', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'hi', top);
    const answers = await Promise.all(Array.from({ length: 8 }, () => deactivate(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await acts(id)).toHaveLength(1);
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
  });

  it('a deactivation and deletions by both authors take the comment out once', async () => {
    const top = await comments(app, alice, post, 'top');
    for (let round = 0; round < 5; round += 1) {
      const id = await comments(app, bob, post, 'hi', top);
      const answers = await Promise.all([deactivate(id), remove(id, bob), remove(id, alice)]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect((await get(`/comments/${id}`)).status).toBe(404);
    }
    expect([await commentCount(), await replyCount(top)]).toEqual([1, 0]);
  });

  it('restorations, deactivations, deletions and a suspension leave counts that are right', async () => {
    const top = await comments(app, alice, post, 'top');
    const id = await comments(app, bob, post, 'hi', top);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => [deactivate(id), restore(id), remove(id, alice)]).flat(),
      suspends(app, bob).then(() => deactivate(id)),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await Promise.all([restores(app, bob), restore(id), deactivate(id), restore(id)]);
    await restore(id);
    expect([await commentCount(), await replyCount(top)]).toEqual([2, 1]);
  });
});
