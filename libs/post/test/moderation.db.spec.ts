import { AuditLogService } from '#libs/audit';
import { DomainEvents } from '#libs/event-bus';
import { PostListed, PostPublished } from '#libs/events';
import type { AnyDomainEvent } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { givesRole, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { allOf, answered, get, openStage } from './stage.js';

let app: TestHttp;
let admin: Person;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await openStage();
  ({ admin } = await people(app, 'admin'));
  await givesRole(app, admin, 'admin');
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
afterAll(() => app.close());

const moderate = (id: PostId, body: object, headers = {}, as = admin) =>
  app.request({
    method: 'PATCH',
    url: `/v1/admin/posts/${id}`,
    as,
    body: { reason: 'because', ...body },
    headers,
  });
const deactivate = (id: PostId) => moderate(id, { isActive: false });
const restore = (id: PostId) => moderate(id, { isActive: true });
const remove = (id: PostId) => app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as: mina });
const acts = (id: PostId) =>
  app.sql<{ actor: string; action: string; reason: string; changes: unknown }>(
    `
    select actor_id as actor, action, reason, changes
    from audit_log
    where target_type = 'post' and target_id = $1
    order by id
    `,
    [id],
  );
const idsIn = async (url: string, as?: Person) => (await allOf(app, url, as)).map(({ id }) => id);
const postCount = async () => {
  await app.settle();
  return (await get(app, `/users/${mina.id}`, joon)).body.postCount;
};
const tagCount = async (name: string) => {
  await app.settle();
  const [tag] = await allOf(app, `/tags?prefix=${name}`);
  return tag?.['postCount'] ?? 0;
};
/** The types of all events that are published from now on. */
const listen = () => {
  const told: string[] = [];
  const events = app.get(DomainEvents);
  const publish = events.publish.bind(events);
  jest.spyOn(events, 'publish').mockImplementation((...facts: AnyDomainEvent[]) => {
    told.push(...facts.map(({ type }) => type));
    return publish(...facts);
  });
  return told;
};
const versionOf = (etag: unknown) => /^"(\d+)-/.exec(String(etag))?.[1];

describe('the list of all posts', () => {
  it('is for administrators', async () => {
    const id = await publishes(app, mina);
    for (const url of ['/admin/posts', `/admin/posts/${id}`]) {
      expect((await get(app, url, mina)).status).toBe(403);
      expect((await get(app, url)).status).toBe(401);
    }
    expect((await moderate(id, { isActive: false }, {}, mina)).status).toBe(403);
    expect((await get(app, `/posts/${id}`)).status).toBe(200);
  });

  it('holds posts in any state, the last begun first', async () => {
    const plain = await publishes(app, mina);
    const draft = await publishes(app, mina, { status: 'draft' });
    const hidden = await publishes(app, mina, { visibility: 'private' });
    const deactivated = await publishes(app, mina);
    const deleted = await publishes(app, mina);
    await publishes(app, joon);
    await deactivate(deactivated);
    await remove(deleted);
    await suspends(app, mina);

    const list = (query: string) =>
      idsIn(`/admin/posts?limit=2&authorId=${mina.id}${query}`, admin);
    expect(await list('')).toEqual([deleted, deactivated, hidden, draft, plain]);
    expect(await list('&isActive=true')).toEqual([hidden, draft, plain]);
    expect(await list('&isActive=false')).toEqual([deleted, deactivated]);
    const everybodys = await idsIn('/admin/posts?limit=100', admin);
    expect(everybodys).toEqual([...everybodys].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1)));
    expect(everybodys).toEqual(expect.arrayContaining([plain, draft, hidden, deleted]));
  });

  it('shows a post as everybody sees it, with its state, and counts no view', async () => {
    const id = await publishes(app, mina, { tags: ['walk'] });
    const shown = (await get(app, `/posts/${id}`, mina)).body;
    expect((await get(app, `/admin/posts/${id}`, admin)).body).toEqual({
      ...shown,
      isActive: true,
    });
    expect((await get(app, `/admin/posts?authorId=${mina.id}`, admin)).body.items).toEqual([
      { ...shown, isActive: true },
    ]);
    expect((await get(app, '/admin/posts/1', admin)).status).toBe(404);
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
    expect(answered(await moderate(id, body))).toBe('400 validation-failed');
  });

  it('on nothing is not found', async () => {
    expect(answered(await moderate('1' as PostId, { isActive: false }))).toBe('404 not-found');
  });

  it('of an older version is refused', async () => {
    const id = await publishes(app, mina);
    const { headers } = await get(app, `/admin/posts/${id}`, admin);
    const seen = { 'if-match': String(headers['etag']) };
    expect((await moderate(id, { isActive: false }, seen)).status).toBe(200);
    expect(answered(await moderate(id, { isActive: true }, seen))).toBe('412 precondition-failed');
    expect((await get(app, `/posts/${id}`)).status).toBe(404);
  });

  it('is written down in its own transaction: neither is there without the other', async () => {
    const id = await publishes(app, mina);
    jest.spyOn(app.get(AuditLogService), 'record').mockRejectedValueOnce(new Error('crash'));
    expect((await deactivate(id)).status).toBe(500);
    expect((await get(app, `/posts/${id}`)).status).toBe(200);
  });

  it('that changes nothing is none', async () => {
    const id = await publishes(app, mina, { title: 'Same', tags: ['same'] });
    for (const body of [{}, { isActive: true }, { title: 'Same', tags: ['SAME'] }]) {
      const { status, headers } = await moderate(id, body);
      expect([status, versionOf(headers['etag'])]).toEqual([200, '1']);
    }
    expect(await acts(id)).toEqual([]);
  });
});

describe('a deactivated post', () => {
  it('is there for administrators only', async () => {
    const id = await publishes(app, mina, { tags: ['gone-tag'] });
    await app.request({ method: 'PUT', url: `/v1/posts/${id}/bookmark`, as: joon });
    const { status, body } = await deactivate(id);
    expect([status, body.isActive, body.id]).toEqual([200, false, id]);
    for (const who of [mina, joon, admin, undefined]) {
      expect((await get(app, `/posts/${id}`, who)).status).toBe(404);
      expect((await get(app, `/posts/by-slug/${body.slug}`, who)).status).toBe(404);
      expect((await get(app, `/posts/${id}/likes`, who)).status).toBe(404);
      expect(await idsIn('/posts?limit=100', who)).not.toContain(id);
      expect(await idsIn(`/users/${mina.id}/posts`, who)).toEqual([]);
    }
    expect(await idsIn('/me/posts', mina)).toEqual([]);
    expect(await idsIn('/me/bookmarks', joon)).toEqual([]);
    expect((await remove(id)).status).toBe(404);
    expect([await postCount(), await tagCount('gone-tag')]).toEqual([0, 0]);
    expect((await get(app, `/admin/posts/${id}`, admin)).body).toMatchObject({ isActive: false });
  });

  it('comes back exactly as it was, without being published anew', async () => {
    const id = await publishes(app, mina, { title: 'Back', tags: ['back-tag', 'more'] });
    const later = await publishes(app, mina);
    await app.request({ method: 'PUT', url: `/v1/posts/${id}/like`, as: joon });
    await app.settle();
    const before = (await get(app, `/posts/${id}`, mina)).body;
    await deactivate(id);
    const told = listen();
    const { body } = await restore(id);
    expect(body).toMatchObject({ isActive: true, publishedAt: before.publishedAt });
    expect(told).toContain(PostListed.type);
    expect(told).not.toContain(PostPublished.type);
    await app.settle();
    expect((await get(app, `/posts/${id}`, mina)).body).toEqual(before);
    expect(await idsIn(`/users/${mina.id}/posts`, joon)).toEqual([later, id]);
    expect([await postCount(), await tagCount('back-tag')]).toEqual([2, 1]);
    expect(await acts(id)).toEqual([
      {
        actor: admin.id,
        action: 'post.deactivated',
        reason: 'because',
        changes: { isActive: { from: true, to: false } },
      },
      {
        actor: admin.id,
        action: 'post.restored',
        reason: 'because',
        changes: { isActive: { from: false, to: true } },
      },
    ]);
  });

  it('comes back also when its author deleted it, and can be deleted again', async () => {
    const id = await publishes(app, mina, { tags: ['undeleted'] });
    await remove(id);
    expect((await deactivate(id)).body.isActive).toBe(false);
    expect(await acts(id)).toEqual([]);
    expect((await restore(id)).body.isActive).toBe(true);
    const [row] = await app.sql(`select is_active, deleted_at from post where id = $1`, [id]);
    expect(row).toEqual({ is_active: true, deleted_at: null });
    expect([await postCount(), await tagCount('undeleted')]).toEqual([1, 1]);
    expect((await remove(id)).status).toBe(204);
    expect([await postCount(), await tagCount('undeleted')]).toEqual([0, 0]);
  });

  it('of a suspended person counts for its tags only once the person is back', async () => {
    const id = await publishes(app, mina, { tags: ['standing'] });
    await deactivate(id);
    await suspends(app, mina);
    await restore(id);
    expect(await tagCount('standing')).toBe(0);
    expect((await get(app, `/posts/${id}`)).status).toBe(404);
    await restores(app, mina);
    expect([await postCount(), await tagCount('standing')]).toEqual([1, 1]);
  });

  it('that is a draft or private comes back for whom it was', async () => {
    const draft = await publishes(app, mina, { status: 'draft', tags: ['quiet'] });
    const hidden = await publishes(app, mina, { visibility: 'private', tags: ['quiet'] });
    for (const id of [draft, hidden]) {
      await deactivate(id);
      expect((await get(app, `/posts/${id}`, mina)).status).toBe(404);
      await restore(id);
      expect((await get(app, `/posts/${id}`, mina)).status).toBe(200);
      expect((await get(app, `/posts/${id}`, joon)).status).toBe(404);
    }
    expect([await postCount(), await tagCount('quiet')]).toEqual([0, 0]);
  });
});

describe('an edit by an administrator', () => {
  it('shows in the history, and tells the audit log what changed, not to what', async () => {
    const id = await publishes(app, mina, { title: 'Secret', body: 'secret', tags: ['secret'] });
    const { body } = await moderate(id, {
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
    expect((await get(app, `/posts/${id}`, mina)).body).toMatchObject({ title: 'Clean' });
    expect((await get(app, `/posts/${id}`, joon)).status).toBe(404);
    const revision = { title: 'Secret', body: 'secret', tags: ['secret'] };
    expect(await allOf(app, `/posts/${id}/history`, mina)).toMatchObject([revision]);
    expect(await allOf(app, `/posts/${id}/history`, admin)).toMatchObject([revision]);
    expect(await acts(id)).toMatchObject([
      {
        action: 'post.edited',
        changes: {
          fields: ['title', 'body', 'tags'],
          visibility: { from: 'public', to: 'followers' },
        },
      },
    ]);
    expect(JSON.stringify(await acts(id))).not.toMatch(/secret|clean/i);
    expect([await postCount(), await tagCount('secret'), await tagCount('clean')]).toEqual([
      0, 0, 0,
    ]);
  });

  it('keeps history of a draft too', async () => {
    const id = await publishes(app, mina, { status: 'draft', title: 'Draft' });
    await moderate(id, { title: 'Changed' });
    expect(await allOf(app, `/posts/${id}/history`, mina)).toMatchObject([{ title: 'Draft' }]);
  });

  it('may come with a restoration, or leave an inactive post inactive', async () => {
    const id = await publishes(app, mina, { tags: ['before'] });
    await deactivate(id);
    expect((await moderate(id, { tags: ['between'] })).body).toMatchObject({
      isActive: false,
      tags: ['between'],
    });
    expect(await tagCount('between')).toBe(0);
    await moderate(id, { isActive: true, tags: ['after'] });
    expect([await tagCount('before'), await tagCount('between'), await tagCount('after')]).toEqual([
      0, 0, 1,
    ]);
    expect((await acts(id)).map(({ action }) => action)).toEqual([
      'post.deactivated',
      'post.edited',
      'post.edited',
      'post.restored',
    ]);
  });
});

describe('at the same time', () => {
  it('many deactivations are one', async () => {
    const id = await publishes(app, mina, { tags: ['once'] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => deactivate(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await acts(id)).toHaveLength(1);
    expect([await postCount(), await tagCount('once')]).toEqual([0, 0]);
  });

  it('a deactivation and the deletion by the author take the post out once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await publishes(app, mina, { tags: ['twice'] });
      const [act, deletion] = await Promise.all([deactivate(id), remove(id)]);
      expect(act.status).toBe(200);
      expect([204, 404, 412]).toContain(deletion.status);
      expect((await get(app, `/posts/${id}`, mina)).status).toBe(404);
    }
    expect([await postCount(), await tagCount('twice')]).toEqual([0, 0]);
  });

  it('restorations, deactivations, edits and deletions leave counts that are right', async () => {
    const id = await publishes(app, mina, { tags: ['storm'] });
    const edit = (tag: string) =>
      app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body: { tags: [tag] } });
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, i) => [
        deactivate(id),
        restore(id),
        remove(id),
        edit(`storm${i}`),
        moderate(id, { tags: ['storm', 'flood'], visibility: i % 2 ? 'public' : 'private' }),
      ]).flat(),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await restore(id);
    await moderate(id, { tags: ['storm'], visibility: 'public' });
    expect([await postCount(), await tagCount('storm')]).toEqual([1, 1]);
  });
});
