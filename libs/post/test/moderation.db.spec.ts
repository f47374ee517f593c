import { AuditLogService } from '#libs/audit';
import { expectNoDrift } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type ModerationStage, moderationStage } from './moderation-stage.js';
import { answered, versionOf } from './stage.js';

let app: ModerationStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await moderationStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await expectNoDrift(app);
});
afterAll(() => app.close());

describe('the list of all posts', () => {
  it('is for administrators', async () => {
    const id = await publishes(app, mina);
    for (const url of ['/admin/posts', `/admin/posts/${id}`]) {
      expect((await app.read(url, mina)).status).toBe(403);
      expect((await app.read(url)).status).toBe(401);
    }
    expect((await app.moderate(id, { isActive: false }, {}, mina)).status).toBe(403);
    expect((await app.read(`/posts/${id}`)).status).toBe(200);
  });

  it('holds posts in any state, the last begun first', async () => {
    const plain = await publishes(app, mina);
    const draft = await publishes(app, mina, { status: 'draft' });
    const hidden = await publishes(app, mina, { visibility: 'private' });
    const deactivated = await publishes(app, mina);
    const deleted = await publishes(app, mina);
    await publishes(app, joon);
    await app.deactivate(deactivated);
    await app.remove(mina, deleted);
    await suspends(app, mina);

    const list = (query: string) =>
      app.ids(`/admin/posts?limit=2&authorId=${mina.id}${query}`, app.admin);
    expect(await list('')).toEqual([deleted, deactivated, hidden, draft, plain]);
    expect(await list('&isActive=true')).toEqual([hidden, draft, plain]);
    expect(await list('&isActive=false')).toEqual([deleted, deactivated]);
    const everybodys = await app.ids('/admin/posts?limit=100', app.admin);
    expect(everybodys).toEqual([...everybodys].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1)));
    expect(everybodys).toEqual(expect.arrayContaining([plain, draft, hidden, deleted]));
  });

  it('shows a post as everybody sees it, with its state, and counts no view', async () => {
    const id = await publishes(app, mina, { tags: ['walk'] });
    const shown = await app.seen(id, mina);
    expect((await app.read(`/admin/posts/${id}`, app.admin)).body).toEqual({
      ...shown,
      isActive: true,
    });
    expect((await app.read(`/admin/posts?authorId=${mina.id}`, app.admin)).body.items).toEqual([
      { ...shown, isActive: true },
    ]);
    expect((await app.read('/admin/posts/1', app.admin)).status).toBe(404);
  });
});

describe('an act', () => {
  it.each([
    ['without a reason', { reason: undefined }],
    ['with an empty reason', { reason: '' }],
    ['with too long a reason', { reason: 'x'.repeat(501) }],
    ['that takes the title away', { title: null }],
    ['with a blank title', { title: ' ' }],
    ['on the status', { status: 'draft' }],
    ['on the pictures', { mediaIds: [] }],
    ['to no state', { isActive: null }],
  ])('%s is refused', async (_what, body) => {
    const id = await publishes(app, mina);
    expect(answered(await app.moderate(id, body))).toBe('400 validation-failed');
  });

  it('on nothing is not found', async () => {
    expect(answered(await app.moderate('1', { isActive: false }))).toBe('404 not-found');
  });

  it('of an older version is refused', async () => {
    const id = await publishes(app, mina);
    const { headers } = await app.read(`/admin/posts/${id}`, app.admin);
    const seen = { 'if-match': String(headers['etag']) };
    expect((await app.moderate(id, { isActive: false }, seen)).status).toBe(200);
    expect(answered(await app.moderate(id, { isActive: true }, seen))).toBe(
      '412 precondition-failed',
    );
    expect((await app.read(`/posts/${id}`)).status).toBe(404);
  });

  it('is written down in its own transaction: neither is there without the other', async () => {
    const id = await publishes(app, mina);
    jest.spyOn(app.get(AuditLogService), 'record').mockRejectedValueOnce(new Error('crash'));
    expect((await app.deactivate(id)).status).toBe(500);
    expect((await app.read(`/posts/${id}`)).status).toBe(200);
  });

  it('that changes nothing is none', async () => {
    const id = await publishes(app, mina, { title: 'Same', tags: ['same'] });
    for (const body of [{}, { isActive: true }, { title: 'Same', tags: ['SAME'] }]) {
      const { status, headers } = await app.moderate(id, body);
      expect([status, versionOf({ headers })]).toEqual([200, '1']);
    }
    expect(await app.acts(id)).toEqual([]);
  });
});

describe('an edit by an administrator', () => {
  it('shows in the history, and tells the audit log what changed, not to what', async () => {
    const id = await publishes(app, mina, { title: 'Secret', body: 'secret', tags: ['secret'] });
    const { body } = await app.moderate(id, {
      title: 'Clean',
      body: 'clean',
      tags: ['clean'],
      visibility: 'followers',
    });
    expect(body).toMatchObject({
      title: 'Clean',
      body: 'clean',
      tags: ['clean'],
      visibility: 'followers',
    });
    expect(await app.seen(id, mina)).toMatchObject({ title: 'Clean' });
    expect((await app.read(`/posts/${id}`, joon)).status).toBe(404);
    const revision = { title: 'Secret', body: 'secret', tags: ['secret'] };
    expect(await app.items(`/posts/${id}/history`, mina)).toMatchObject([revision]);
    expect(await app.items(`/posts/${id}/history`, app.admin)).toMatchObject([revision]);
    expect(await app.acts(id)).toMatchObject([
      {
        action: 'post.edited',
        changes: {
          fields: ['title', 'body', 'tags'],
          visibility: { from: 'public', to: 'followers' },
        },
      },
    ]);
    expect(JSON.stringify(await app.acts(id))).not.toMatch(/secret|clean/i);
    expect([
      await app.postCount(mina),
      await app.tagCount('secret'),
      await app.tagCount('clean'),
    ]).toEqual([0, 0, 0]);
  });

  it('keeps history of a draft too', async () => {
    const id = await publishes(app, mina, { status: 'draft', title: 'Draft' });
    await app.moderate(id, { title: 'Changed' });
    expect(await app.items(`/posts/${id}/history`, mina)).toMatchObject([{ title: 'Draft' }]);
  });

  it('may come with a restoration, or leave an inactive post inactive', async () => {
    const id = await publishes(app, mina, { tags: ['before'] });
    await app.deactivate(id);
    expect((await app.moderate(id, { tags: ['between'] })).body).toMatchObject({
      isActive: false,
      tags: ['between'],
    });
    expect(await app.tagCount('between')).toBe(0);
    await app.moderate(id, { isActive: true, tags: ['after'] });
    expect([
      await app.tagCount('before'),
      await app.tagCount('between'),
      await app.tagCount('after'),
    ]).toEqual([0, 0, 1]);
    expect((await app.acts(id)).map(({ action }) => action)).toEqual([
      'post.deactivated',
      'post.edited',
      'post.edited',
      'post.restored',
    ]);
  });
});
