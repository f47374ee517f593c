import { DomainEvents } from '#libs/event-bus';
import { PostListed, PostPublished } from '#libs/events';
import type { AnyDomainEvent } from '#libs/kernel';
import { expectNoDrift } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { bookmarks, likes, publishes } from '#libs/testing/posts';
import { type ModerationStage, moderationStage } from './moderation-stage.js';

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

describe('a deactivated post', () => {
  it('is there for administrators only', async () => {
    const id = await publishes(app, mina, { tags: ['gone-tag'] });
    await bookmarks(app, joon, id);
    const { status, body } = await app.deactivate(id);
    expect([status, body.isActive, body.id]).toEqual([200, false, id]);
    for (const who of [mina, joon, app.admin, undefined]) {
      expect((await app.read(`/posts/${id}`, who)).status).toBe(404);
      expect((await app.read(`/posts/by-slug/${body.slug}`, who)).status).toBe(404);
      expect((await app.read(`/posts/${id}/likes`, who)).status).toBe(404);
      expect(await app.ids('/posts?limit=100', who)).not.toContain(id);
      expect(await app.ids(`/users/${mina.id}/posts`, who)).toEqual([]);
    }
    expect(await app.ids('/me/posts', mina)).toEqual([]);
    expect(await app.ids('/me/bookmarks', joon)).toEqual([]);
    expect((await app.remove(mina, id)).status).toBe(404);
    expect([await app.postCount(mina), await app.tagCount('gone-tag')]).toEqual([0, 0]);
    expect((await app.read(`/admin/posts/${id}`, app.admin)).body).toMatchObject({
      isActive: false,
    });
  });

  it('comes back exactly as it was, without being published anew', async () => {
    const id = await publishes(app, mina, { title: 'Back', tags: ['back-tag', 'more'] });
    const later = await publishes(app, mina);
    await likes(app, joon, id);
    await app.settle();
    const before = await app.seen(id, mina);
    await app.deactivate(id);
    const told = listen();
    const { body } = await app.restore(id);
    expect(body).toMatchObject({ isActive: true, publishedAt: before.publishedAt });
    expect(told).toContain(PostListed.type);
    expect(told).not.toContain(PostPublished.type);
    await app.settle();
    expect(await app.seen(id, mina)).toEqual(before);
    expect(await app.ids(`/users/${mina.id}/posts`, joon)).toEqual([later, id]);
    expect([await app.postCount(mina), await app.tagCount('back-tag')]).toEqual([2, 1]);
    expect(await app.acts(id)).toEqual([
      {
        actor: app.admin.id,
        action: 'post.deactivated',
        reason: 'because',
        changes: { isActive: { from: true, to: false } },
      },
      {
        actor: app.admin.id,
        action: 'post.restored',
        reason: 'because',
        changes: { isActive: { from: false, to: true } },
      },
    ]);
  });

  it('comes back also when its author deleted it, and can be deleted again', async () => {
    const id = await publishes(app, mina, { tags: ['undeleted'] });
    await app.remove(mina, id);
    expect((await app.deactivate(id)).body.isActive).toBe(false);
    expect(await app.acts(id)).toEqual([]);
    expect((await app.restore(id)).body.isActive).toBe(true);
    const [row] = await app.sql(`select is_active, deleted_at from post where id = $1`, [id]);
    expect(row).toEqual({ is_active: true, deleted_at: null });
    expect([await app.postCount(mina), await app.tagCount('undeleted')]).toEqual([1, 1]);
    expect((await app.remove(mina, id)).status).toBe(204);
    expect([await app.postCount(mina), await app.tagCount('undeleted')]).toEqual([0, 0]);
  });

  it('of a suspended person counts for its tags only once the person is back', async () => {
    const id = await publishes(app, mina, { tags: ['standing'] });
    await app.deactivate(id);
    await suspends(app, mina);
    await app.restore(id);
    expect(await app.tagCount('standing')).toBe(0);
    expect((await app.read(`/posts/${id}`)).status).toBe(404);
    await restores(app, mina);
    expect([await app.postCount(mina), await app.tagCount('standing')]).toEqual([1, 1]);
  });

  it('that is a draft or private comes back for whom it was', async () => {
    const draft = await publishes(app, mina, { status: 'draft', tags: ['quiet'] });
    const hidden = await publishes(app, mina, { visibility: 'private', tags: ['quiet'] });
    for (const id of [draft, hidden]) {
      await app.deactivate(id);
      expect((await app.read(`/posts/${id}`, mina)).status).toBe(404);
      await app.restore(id);
      expect((await app.read(`/posts/${id}`, mina)).status).toBe(200);
      expect((await app.read(`/posts/${id}`, joon)).status).toBe(404);
    }
    expect([await app.postCount(mina), await app.tagCount('quiet')]).toEqual([0, 0]);
  });
});

describe('at the same time', () => {
  it('many deactivations are one', async () => {
    const id = await publishes(app, mina, { tags: ['once'] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.deactivate(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await app.acts(id)).toHaveLength(1);
    expect([await app.postCount(mina), await app.tagCount('once')]).toEqual([0, 0]);
  });

  it('a deactivation and the deletion by the author take the post out once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await publishes(app, mina, { tags: ['twice'] });
      const [act, deletion] = await Promise.all([app.deactivate(id), app.remove(mina, id)]);
      expect(act.status).toBe(200);
      expect([204, 404, 412]).toContain(deletion.status);
      expect((await app.read(`/posts/${id}`, mina)).status).toBe(404);
    }
    expect([await app.postCount(mina), await app.tagCount('twice')]).toEqual([0, 0]);
  });

  it('restorations, deactivations, edits and deletions leave counts that are right', async () => {
    const id = await publishes(app, mina, { tags: ['storm'] });
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, i) => [
        app.deactivate(id),
        app.restore(id),
        app.remove(mina, id),
        app.change(mina, id, { tags: [`storm${i}`] }),
        app.moderate(id, { tags: ['storm', 'flood'], visibility: i % 2 ? 'public' : 'private' }),
      ]).flat(),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    await app.restore(id);
    await app.moderate(id, { tags: ['storm'], visibility: 'public' });
    expect([await app.postCount(mina), await app.tagCount('storm')]).toEqual([1, 1]);
  });
});
