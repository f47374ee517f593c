import { type MediaId, MediaPolicy, MediaService } from '#libs/media';
import type { PostId } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { allOf, answered, get, openStage, picture } from './stage.js';

let app: TestHttp;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterAll(() => app.close());

const pictures = async (owner: Person, count: number) => {
  const ids: MediaId[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.push(await picture(app, owner));
  }
  return ids;
};
const imagesOf = async (id: PostId, as?: Person) =>
  (await allOf(app, `/posts/${id}/images?limit=2`, as)).map((image) => image.id);
const edit = (id: PostId, body: unknown) =>
  app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body });
const isPublic = async (id: MediaId) => {
  const [row] = await app.sql<{ is_public: boolean }>(`select is_public from media where id = $1`, [
    id,
  ]);
  return row!.is_public;
};
const seenBy = async (person: Person, id: MediaId) =>
  (await app.get(MediaPolicy).visibleTo(person.viewer, [id])).has(id);
const isFree = async (id: MediaId) => {
  const sql = `select from media where id = $1 and attachment_id is null`;
  return (await app.sql(sql, [id])).length === 1;
};

describe('pictures of a post', () => {
  it('keep the order of the author and name their post', async () => {
    const [a, b, c] = await pictures(mina, 3);
    const id = await publishes(app, mina, { mediaIds: [c!, a!, b!] });
    expect(await imagesOf(id)).toEqual([c, a, b]);
    const { body } = await get(app, `/posts/${id}`);
    expect(body.images.map(({ id: image, postId }: never) => [image, postId])).toEqual(
      [c, a, b].map((image) => [image, id]),
    );
    expect((await edit(id, { mediaIds: [b, c] })).body.images).toHaveLength(2);
    expect(await imagesOf(id)).toEqual([b, c]);
    expect(await isFree(a!)).toBe(true);
    await edit(id, { mediaIds: [] });
    expect(await imagesOf(id)).toEqual([]);
  });

  it('are the own, free ones only', async () => {
    const [own] = await pictures(mina, 1);
    const [others] = await pictures(joon, 1);
    const id = await publishes(app, mina, { mediaIds: [own!] });
    for (const mediaIds of [[own], [others], ['1'], [others, own]]) {
      const answer = await app.request({
        method: 'POST',
        url: '/v1/posts',
        as: mina,
        body: { body: 'x', mediaIds },
      });
      expect(answered(answer)).toBe('422 media-not-usable');
    }
    expect(answered(await edit(id, { mediaIds: [own, others] }))).toBe('422 media-not-usable');
    expect(await imagesOf(id)).toEqual([own]);
  });

  it('go to one of two posts that want them at once', async () => {
    const [one, two] = await pictures(mina, 2);
    const outcomes = await Promise.allSettled([
      publishes(app, mina, { mediaIds: [one!, two!] }),
      publishes(app, mina, { mediaIds: [two!, one!] }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({
        problem: expect.objectContaining({ code: 'media-not-usable' }),
      }),
    });
  });

  it('can be added and taken one by one, ten at most', async () => {
    const many = await pictures(mina, 11);
    const id = await publishes(app, mina, { mediaIds: many.slice(0, 9) });
    const add = (mediaId: unknown) =>
      app.request({ method: 'POST', url: `/v1/posts/${id}/images`, as: mina, body: { mediaId } });
    const added = await add(many[9]);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ id: many[9], postId: id });
    expect(answered(await add(many[10]))).toBe('422 too-many-images');
    const take = (mediaId = '') =>
      app.request({ method: 'DELETE', url: `/v1/posts/${id}/images/${mediaId}`, as: mina });
    expect((await take(many[0])).status).toBe(204);
    expect((await take(many[0])).status).toBe(404);
    expect(answered(await add(many[1]))).toBe('422 media-not-usable');
    expect((await add(many[10])).status).toBe(201);
    expect(await imagesOf(id)).toEqual(many.slice(1));
  });

  it('that were deleted are gone, leave room, and come back when restored', async () => {
    const many = await pictures(mina, 11);
    const id = await publishes(app, mina, { mediaIds: many.slice(0, 10) });
    await app.get(MediaService).remove(mina.id, many[0]!, undefined);
    expect(await imagesOf(id)).toEqual(many.slice(1, 10));
    expect((await edit(id, { body: 'changed' })).body.images).toHaveLength(9);
    expect((await edit(id, { mediaIds: many.slice(1, 11) })).body.images).toHaveLength(10);
    await app.sql(`update media set is_active = true where id = $1`, [many[0]]);
    expect(new Set(await imagesOf(id))).toEqual(new Set(many));
  });

  it('of a person are listed newest post first', async () => {
    const [a, b, c] = await pictures(mina, 3);
    await publishes(app, mina, { mediaIds: [b!, a!] });
    await publishes(app, mina, { mediaIds: [c!] });
    const images = await allOf(app, `/users/${mina.id}/images?limit=1`, joon);
    expect(images.map(({ id }) => id)).toEqual([c, b, a]);
  });
});

describe('pictures are for everyone', () => {
  it('exactly while their post is', async () => {
    const [id] = await pictures(mina, 1);
    const post = await publishes(app, mina, { status: 'draft', mediaIds: [id!] });
    const steps: [object, boolean][] = [
      [{ title: 'x' }, false],
      [{ status: 'published' }, true],
      [{ visibility: 'followers' }, false],
      [{ visibility: 'public' }, true],
      [{ visibility: 'private' }, false],
      [{ visibility: 'public' }, true],
    ];
    for (const [change, open] of steps) {
      await edit(post, change);
      expect([change, await isPublic(id!)]).toEqual([change, open]);
    }
    await app.request({ method: 'DELETE', url: `/v1/posts/${post}`, as: mina });
    expect(await isPublic(id!)).toBe(false);
  });

  it('and its author’s profile is public and active', async () => {
    const [open, closed] = await pictures(mina, 2);
    await publishes(app, mina, { mediaIds: [open!] });
    await publishes(app, mina, { mediaIds: [closed!], visibility: 'followers' });
    const setPublic = (value: boolean) =>
      app.request({
        method: 'PATCH',
        url: '/v1/me/profile',
        as: mina,
        body: { isPublic: value },
      });
    const expectOpen = async (expected: boolean) => {
      await app.settle();
      expect(await isPublic(open!)).toBe(expected);
      expect(await isPublic(closed!)).toBe(false);
    };
    await setPublic(false);
    await expectOpen(false);
    const [late] = await pictures(mina, 1);
    await publishes(app, mina, { mediaIds: [late!] });
    expect(await isPublic(late!)).toBe(false);
    await setPublic(true);
    await expectOpen(true);
    expect(await isPublic(late!)).toBe(true);
    await suspends(app, mina);
    await expectOpen(false);
    await restores(app, mina);
    await expectOpen(true);
  });

  it('else only for those who see the post', async () => {
    const [id] = await pictures(mina, 1);
    await publishes(app, mina, { mediaIds: [id!], visibility: 'followers' });
    expect(await seenBy(joon, id!)).toBe(false);
    await app.sql(`insert into follow (follower_id, followee_id) values ($1, $2)`, [
      joon.id,
      mina.id,
    ]);
    expect(await seenBy(joon, id!)).toBe(true);
  });
});
