import { type MediaId, MediaPolicy, MediaService } from '#libs/media';
import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { answered, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await postStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterAll(() => app.close());

const pictures = async (owner: Person, count: number) => {
  const ids: MediaId[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.push(await app.picture(owner));
  }
  return ids;
};
const imagesOf = async (id: PostId, as?: Person) => app.ids(`/posts/${id}/images?limit=2`, as);
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
    const { body } = await app.read(`/posts/${id}`);
    expect(body.images.map(({ id: image, postId }: never) => [image, postId])).toEqual(
      [c, a, b].map((image) => [image, id]),
    );
    expect((await app.change(mina, id, { mediaIds: [b, c] })).body.images).toHaveLength(2);
    expect(await imagesOf(id)).toEqual([b, c]);
    expect(await isFree(a!)).toBe(true);
    await app.change(mina, id, { mediaIds: [] });
    expect(await imagesOf(id)).toEqual([]);
  });

  it('are the own, free ones only', async () => {
    const [own] = await pictures(mina, 1);
    const [others] = await pictures(joon, 1);
    const id = await publishes(app, mina, { mediaIds: [own!] });
    for (const mediaIds of [[own], [others], ['1'], [others, own]]) {
      const answer = await app.publish(mina, { mediaIds });
      expect(answered(answer)).toBe('422 media-not-usable');
    }
    expect(answered(await app.change(mina, id, { mediaIds: [own, others] }))).toBe(
      '422 media-not-usable',
    );
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
    const add = (mediaId: unknown) => app.act(mina, 'POST', `/posts/${id}/images`, { mediaId });
    const added = await add(many[9]);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ id: many[9], postId: id });
    expect(answered(await add(many[10]))).toBe('422 too-many-images');
    expect((await app.removeImage(mina, id, many[0]!)).status).toBe(204);
    expect((await app.removeImage(mina, id, many[0]!)).status).toBe(404);
    expect(answered(await add(many[1]))).toBe('422 media-not-usable');
    expect((await add(many[10])).status).toBe(201);
    expect(await imagesOf(id)).toEqual(many.slice(1));
  });

  it('that were deleted are gone, leave room, and come back when restored', async () => {
    const many = await pictures(mina, 11);
    const id = await publishes(app, mina, { mediaIds: many.slice(0, 10) });
    await app.get(MediaService).remove(mina.id, many[0]!, undefined);
    expect(await imagesOf(id)).toEqual(many.slice(1, 10));
    expect((await app.change(mina, id, { body: 'changed' })).body.images).toHaveLength(9);
    expect((await app.change(mina, id, { mediaIds: many.slice(1, 11) })).body.images).toHaveLength(
      10,
    );
    await app.sql(`update media set is_active = true where id = $1`, [many[0]]);
    expect(new Set(await imagesOf(id))).toEqual(new Set(many));
  });

  it('of a person are listed newest post first', async () => {
    const [a, b, c] = await pictures(mina, 3);
    await publishes(app, mina, { mediaIds: [b!, a!] });
    await publishes(app, mina, { mediaIds: [c!] });
    expect(await app.ids(`/users/${mina.id}/images?limit=1`, joon)).toEqual([c, b, a]);
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
      await app.change(mina, post, change);
      expect([change, await app.isPublic(id!)]).toEqual([change, open]);
    }
    await app.remove(mina, post);
    expect(await app.isPublic(id!)).toBe(false);
  });

  it('and its author’s profile is public and active', async () => {
    const [open, closed] = await pictures(mina, 2);
    await publishes(app, mina, { mediaIds: [open!] });
    await publishes(app, mina, { mediaIds: [closed!], visibility: 'followers' });
    const expectOpen = async (expected: boolean) => {
      await app.settle();
      expect(await app.isPublic(open!)).toBe(expected);
      expect(await app.isPublic(closed!)).toBe(false);
    };
    await app.changesProfile(mina, { isPublic: false });
    await expectOpen(false);
    const [late] = await pictures(mina, 1);
    await publishes(app, mina, { mediaIds: [late!] });
    expect(await app.isPublic(late!)).toBe(false);
    await app.changesProfile(mina, { isPublic: true });
    await expectOpen(true);
    expect(await app.isPublic(late!)).toBe(true);
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
