import { AuditLogService } from '#libs/audit';
import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { expectNoDrift } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { comments, removesComment } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
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

const idsIn = async (query: string) => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await app.read(
      `/admin/comments?${query}${cursor && `&cursor=${cursor}`}`,
      app.admin,
    );
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  return ids;
};

describe('the list of all comments', () => {
  it('is for administrators', async () => {
    const id = await comments(app, bob, post, 'hi');
    for (const url of ['/admin/comments', `/admin/comments/${id}`]) {
      expect((await app.read(url, bob)).status).toBe(403);
      expect((await app.read(url)).status).toBe(401);
    }
    expect((await app.moderate(id, { isActive: false }, {}, alice)).status).toBe(403);
    expect((await app.read(`/comments/${id}`)).status).toBe(200);
  });

  it('holds comments in any state under any post, newest first', async () => {
    const hiddenPost = await publishes(app, bob, { visibility: 'private' });
    const plain = await comments(app, bob, post, 'plain');
    const hidden = await comments(app, bob, hiddenPost, 'hidden');
    const deactivated = await comments(app, bob, post, 'deactivated');
    const deleted = await comments(app, bob, post, 'deleted');
    const others = await comments(app, carol, post, 'other');
    await app.deactivate(deactivated);
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
    const shown = (await app.read(`/comments/${id}`, app.admin)).body;
    expect((await app.read(`/admin/comments/${id}`, app.admin)).body).toEqual({
      ...shown,
      isActive: true,
    });
    await app.deactivate(id);
    const inactive = { ...shown, isActive: false };
    expect((await app.read(`/admin/comments/${id}`, app.admin)).body).toEqual(inactive);
    await app.restore(id);
    await removesComment(app, bob, id);
    expect((await app.read(`/admin/comments?authorId=${bob.id}`, app.admin)).body.items).toEqual([
      { ...inactive, isDeleted: true },
    ]);
    expect((await app.read('/admin/comments/1', app.admin)).status).toBe(404);
  });

  it('leaves out what is left of an erased person', async () => {
    const id = await comments(app, bob, post, 'mine');
    await comments(app, carol, post, 'reply', id);
    await removesComment(app, bob, id);
    await app.sql(`update comment set author_id = null, body = '' where id = $1`, [id]);
    expect(await idsIn('limit=100')).not.toContain(id);
    expect((await app.read(`/admin/comments/${id}`, app.admin)).status).toBe(404);
    expect((await app.restore(id)).status).toBe(404);
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
    expect((await app.moderate(id, body)).status).toBe(400);
  });

  it('on nothing is not found', async () => {
    expect((await app.deactivate('1' as CommentId)).status).toBe(404);
  });

  it('of an older version is refused', async () => {
    const id = await comments(app, bob, post, 'hi');
    const { headers } = await app.read(`/admin/comments/${id}`, app.admin);
    const seen = { 'if-match': String(headers['etag']) };
    expect((await app.moderate(id, { isActive: false }, seen)).status).toBe(200);
    expect((await app.moderate(id, { isActive: true }, seen)).status).toBe(412);
    expect((await app.read(`/comments/${id}`)).status).toBe(404);
  });

  it('is written down in its own transaction: neither is there without the other', async () => {
    const id = await comments(app, bob, post, 'hi');
    jest.spyOn(app.get(AuditLogService), 'record').mockRejectedValueOnce(new Error('crash'));
    expect((await app.deactivate(id)).status).toBe(500);
    expect([(await app.read(`/comments/${id}`)).status, await app.commentCount(post)]).toEqual([
      200, 1,
    ]);
  });

  it('that changes nothing is none', async () => {
    const id = await comments(app, bob, post, 'same');
    for (const body of [{}, { isActive: true }, { body: 'same' }]) {
      const { status, headers } = await app.moderate(id, body);
      expect([status, String(headers['etag']).startsWith('"1-')]).toEqual([200, true]);
    }
    await removesComment(app, bob, id);
    expect((await app.deactivate(id)).body).toMatchObject({ isActive: false, isDeleted: true });
    expect(await app.acts(id)).toEqual([]);
  });

  it('on the text keeps who wrote it, and tells the audit log no text', async () => {
    const id = await comments(app, bob, post, 'secret');
    const { body } = await app.moderate(id, { body: 'clean' });
    expect(body).toMatchObject({ body: 'clean', author: { id: bob.id }, isActive: true });
    expect((await app.read(`/comments/${id}`)).body.body).toBe('clean');
    expect(await app.acts(id)).toEqual([
      {
        actor: app.admin.id,
        action: 'comment.edited',
        reason: 'because',
        changes: { fields: ['body'] },
      },
    ]);
  });

  it('on the text of a deactivated comment leaves it deactivated', async () => {
    const id = await comments(app, bob, post, 'secret');
    await app.deactivate(id);
    expect((await app.moderate(id, { body: 'clean' })).body).toMatchObject({ isActive: false });
    expect((await app.moderate(id, { isActive: true, body: 'cleaner' })).body).toMatchObject({
      isActive: true,
      body: 'cleaner',
    });
    expect(await app.commentCount(post)).toBe(1);
  });
});
