import { expectNoDrift } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { answered, type PostStage, postStage, versionOf } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

describe('editing', () => {
  it('changes what is sent and leaves the rest', async () => {
    const id = await publishes(app, mina, { title: 'One', body: 'Two', tags: ['a', 'b'] });
    const { body } = await app.change(mina, id, { body: 'Three' });
    expect(body).toMatchObject({ title: 'One', body: 'Three', tags: ['a', 'b'] });
    expect((await app.change(mina, id, { tags: [] })).body.tags).toEqual([]);
    expect((await app.change(mina, id, { tags: ['B', 'c'] })).body.tags).toEqual(['b', 'c']);
  });

  it.each([
    { title: null },
    { body: null },
    { tags: null },
    { mediaIds: null },
    { visibility: null },
    { status: null },
    { slug: 'x' },
    { title: ' ' },
  ])('refuses %j', async (change) => {
    const id = await publishes(app, mina);
    expect(answered(await app.change(mina, id, change))).toBe('400 validation-failed');
  });

  it('counts versions of content only, and nothing for no change', async () => {
    const id = await publishes(app, mina, { title: 'Same', tags: ['same'] });
    const before = await app.read(`/posts/${id}`, mina);
    for (const change of [{}, { title: 'Same', tags: ['SAME'] }, { status: 'published' }]) {
      const answer = await app.change(mina, id, change);
      expect(answer.headers['etag']).toBe(before.headers['etag']);
      expect(answer.body.updatedAt).toBe(before.body.updatedAt);
    }
    await likes(app, joon, id);
    const liked = await app.read(`/posts/${id}`, mina);
    expect(liked.headers['etag']).not.toBe(before.headers['etag']);
    expect(versionOf(liked)).toBe('1');
    expect(versionOf(await app.change(mina, id, { visibility: 'private' }))).toBe('2');
  });

  it('refuses what was made from an older version', async () => {
    const id = await publishes(app, mina);
    const seen = { 'if-match': String((await app.read(`/posts/${id}`, mina)).headers['etag']) };
    expect((await app.change(mina, id, { body: 'first' }, seen)).status).toBe(200);
    expect(answered(await app.change(mina, id, { body: 'second' }, seen))).toBe(
      '412 precondition-failed',
    );
    expect(answered(await app.remove(mina, id, seen))).toBe('412 precondition-failed');
    expect((await app.seen(id, mina)).body).toBe('first');
  });

  it('lets one of many edits of one version through', async () => {
    const id = await publishes(app, mina);
    const seen = { 'if-match': String((await app.read(`/posts/${id}`, mina)).headers['etag']) };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => app.change(mina, id, { body: `edit ${i}` }, seen)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
    expect(await app.items(`/posts/${id}/history`, mina)).toHaveLength(1);
  });

  it('lets all edits through that ask for no version, one after the other', async () => {
    const id = await publishes(app, mina, { tags: ['t'] });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        app.change(mina, id, { body: `edit ${i}`, tags: [`t${i}`] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { headers } = await app.read(`/posts/${id}`, mina);
    expect(versionOf({ headers })).toBe('9');
    expect(await app.items(`/posts/${id}/history`, mina)).toHaveLength(8);
  });
});

describe('history', () => {
  it('lists earlier versions of a published post, newest first', async () => {
    const id = await publishes(app, mina, { title: 'One', body: 'one', tags: ['first'] });
    await app.change(mina, id, { title: 'Two', tags: ['second'] });
    await app.change(mina, id, { visibility: 'followers' });
    await app.change(mina, id, { body: 'three' });
    expect(await app.items(`/posts/${id}/history?limit=1`, mina)).toEqual([
      { title: 'Two', body: 'one', tags: ['second'], editedAt: expect.any(String) },
      { title: 'One', body: 'one', tags: ['first'], editedAt: expect.any(String) },
    ]);
  });

  it('does not keep drafts', async () => {
    const id = await publishes(app, mina, { status: 'draft' });
    await app.change(mina, id, { title: 'Two' });
    await app.change(mina, id, { title: 'Three', status: 'published' });
    expect(await app.items(`/posts/${id}/history`, mina)).toEqual([]);
  });

  it('is for the author, and for administrators whatever the state of the post', async () => {
    const { admin } = await people(app, 'admin');
    await givesRole(app, admin, 'admin');
    const id = await publishes(app, mina, { visibility: 'private' });
    await app.change(mina, id, { body: 'changed' });
    expect((await app.read(`/posts/${id}/history`, joon)).status).toBe(404);
    expect((await app.read(`/posts/${id}/history`)).status).toBe(401);
    await app.remove(mina, id);
    expect((await app.read(`/posts/${id}/history`, mina)).status).toBe(404);
    expect(await app.items(`/posts/${id}/history`, admin)).toHaveLength(1);
    expect((await app.read(`/posts/1/history`, admin)).status).toBe(404);
  });
});

describe('deleting', () => {
  it('makes the post disappear, once', async () => {
    const id = await publishes(app, mina, { tags: ['gone'] });
    expect((await app.remove(mina, id)).status).toBe(204);
    expect((await app.read(`/posts/${id}`, mina)).status).toBe(404);
    expect((await app.remove(mina, id)).status).toBe(404);
    expect((await app.change(mina, id, { body: 'x' })).status).toBe(404);
    const [row] = await app.sql(`select is_active, deleted_at from post where id = $1`, [id]);
    expect(row).toEqual({ is_active: false, deleted_at: expect.any(Date) });
  });
});

it('answers a change by somebody else with 403 when they see the post, else with 404', async () => {
  const open = await publishes(app, mina);
  const closed = await publishes(app, mina, { visibility: 'private' });
  for (const [postId, status] of [
    [open, 403],
    [closed, 404],
  ]) {
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/images'],
      ['DELETE', '/images/1'],
      ['GET', '/history'],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : { mediaId: '1' };
      const answer = await app.act(joon, method, `/posts/${postId}${path}`, body);
      expect([method, path, answer.status]).toEqual([method, path, status]);
    }
  }
  expect((await app.read(`/posts/${open}`, mina)).status).toBe(200);
});
