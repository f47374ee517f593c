import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import { givesRole, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { uploads } from '#libs/testing/uploads';
import { allOf, get, openStage, picture } from './stage.js';

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
afterAll(() => app.close());

const setActive = (kind: 'posts' | 'media', id: string, isActive: boolean) =>
  app.request({
    method: 'PATCH',
    url: `/v1/admin/${kind}/${id}`,
    as: admin,
    body: { isActive, reason: 'because' },
  });
const edit = (id: PostId, body: unknown) =>
  app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body });
const imagesOf = async (id: PostId) => {
  const shown: { id: MediaId }[] = (await get(app, `/posts/${id}`, mina)).body.images;
  const listed = await allOf(app, `/posts/${id}/images`, mina);
  expect(listed.map((image) => image.id)).toEqual(shown.map((image) => image.id));
  return shown.map((image) => image.id);
};
const isPublic = async (id: MediaId) => {
  const [row] = await app.sql<{ is_public: boolean }>(`select is_public from media where id = $1`, [
    id,
  ]);
  return row!.is_public;
};
/** What answers at an address: the local files, without a network. */
const fetched = async (url: string) => {
  const { pathname, search } = new URL(url);
  return (
    await app.nest
      .getHttpAdapter()
      .getInstance()
      .inject(pathname + search)
  ).statusCode;
};

describe('pictures of a deactivated post', () => {
  it('are not public until it is restored', async () => {
    const media = await uploads(app, mina.id);
    const id = await publishes(app, mina, { mediaIds: [media] });
    await app.settle();
    const { url } = (await get(app, `/posts/${id}`)).body.images[0];
    expect(await fetched(url)).toBe(200);

    await setActive('posts', id, false);
    expect(await isPublic(media)).toBe(false);
    expect((await get(app, `/media/${media}`, joon)).status).toBe(404);
    await app.settle();
    expect(await fetched(url)).toBe(404);

    await setActive('posts', id, true);
    expect(await isPublic(media)).toBe(true);
    const again = (await get(app, `/posts/${id}`)).body.images[0].url;
    expect([await fetched(again), await fetched(url)]).toEqual([200, 404]);
  });

  it('stay hidden when a post is restored that is not for everyone', async () => {
    const media = await picture(app, mina);
    const id = await publishes(app, mina, { mediaIds: [media], visibility: 'followers' });
    await setActive('posts', id, false);
    await setActive('posts', id, true);
    expect(await isPublic(media)).toBe(false);
    expect(await imagesOf(id)).toEqual([media]);
  });
});

describe('a deactivated picture', () => {
  it('vanishes from its post and comes back to its place', async () => {
    const media = [await picture(app, mina), await picture(app, mina), await picture(app, mina)];
    const id = await publishes(app, mina, { mediaIds: media });
    await setActive('media', media[1]!, false);
    expect(await imagesOf(id)).toEqual([media[0], media[2]]);
    expect((await get(app, `/users/${mina.id}/images`)).body.items).toHaveLength(2);
    await setActive('media', media[1]!, true);
    expect(await imagesOf(id)).toEqual(media);
    expect(await isPublic(media[1]!)).toBe(true);
  });

  it('follows its post meanwhile, so that it comes back for those who see the post', async () => {
    const media = await picture(app, mina);
    const id = await publishes(app, mina, { mediaIds: [media] });
    await setActive('media', media, false);
    await edit(id, { visibility: 'private' });
    await setActive('media', media, true);
    expect(await isPublic(media)).toBe(false);
    expect((await get(app, `/media/${media}`, joon)).status).toBe(404);

    await setActive('media', media, false);
    await edit(id, { visibility: 'public' });
    await setActive('media', media, true);
    expect(await isPublic(media)).toBe(true);
    expect((await get(app, `/media/${media}`, joon)).status).toBe(200);
  });

  it('can not be given to another post', async () => {
    const media = await picture(app, mina);
    await setActive('media', media, false);
    const answer = await app.request({
      method: 'POST',
      url: '/v1/posts',
      as: mina,
      body: { body: 'x', mediaIds: [media] },
    });
    expect(answer.body.code).toBe('media-not-usable');
  });
});
