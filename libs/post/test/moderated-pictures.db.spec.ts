import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { uploads } from '#libs/testing/uploads';
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
afterAll(() => app.close());

const imagesOf = async (id: PostId) => {
  const shown: { id: MediaId }[] = (await app.seen(id, mina)).images;
  const listed = await app.items(`/posts/${id}/images`, mina);
  expect(listed.map((image) => image.id)).toEqual(shown.map((image) => image.id));
  return shown.map((image) => image.id);
};
/** What answers at an address: the local files, without a network. */
const fetched = async (url: string) => {
  const { pathname, search } = new URL(url);
  return (await app.request({ method: 'GET', url: pathname + search })).status;
};

describe('pictures of a deactivated post', () => {
  it('are not public until it is restored', async () => {
    const media = await uploads(app, mina);
    const id = await publishes(app, mina, { mediaIds: [media] });
    await app.settle();
    const { url } = (await app.seen(id)).images[0];
    expect(await fetched(url)).toBe(200);

    await app.setsActive('posts', id, false);
    expect(await app.isPublic(media)).toBe(false);
    expect((await app.read(`/media/${media}`, joon)).status).toBe(404);
    await app.settle();
    expect(await fetched(url)).toBe(404);

    await app.setsActive('posts', id, true);
    expect(await app.isPublic(media)).toBe(true);
    const again = (await app.seen(id)).images[0].url;
    expect([await fetched(again), await fetched(url)]).toEqual([200, 404]);
  });

  it('stay hidden when a post is restored that is not for everyone', async () => {
    const media = await app.picture(mina);
    const id = await publishes(app, mina, { mediaIds: [media], visibility: 'followers' });
    await app.setsActive('posts', id, false);
    await app.setsActive('posts', id, true);
    expect(await app.isPublic(media)).toBe(false);
    expect(await imagesOf(id)).toEqual([media]);
  });
});

describe('a deactivated picture', () => {
  it('vanishes from its post and comes back to its place', async () => {
    const media = [await app.picture(mina), await app.picture(mina), await app.picture(mina)];
    const id = await publishes(app, mina, { mediaIds: media });
    await app.setsActive('media', media[1]!, false);
    expect(await imagesOf(id)).toEqual([media[0], media[2]]);
    expect((await app.read(`/users/${mina.id}/images`)).body.items).toHaveLength(2);
    await app.setsActive('media', media[1]!, true);
    expect(await imagesOf(id)).toEqual(media);
    expect(await app.isPublic(media[1]!)).toBe(true);
  });

  it('follows its post meanwhile, so that it comes back for those who see the post', async () => {
    const media = await app.picture(mina);
    const id = await publishes(app, mina, { mediaIds: [media] });
    await app.setsActive('media', media, false);
    await app.change(mina, id, { visibility: 'private' });
    await app.setsActive('media', media, true);
    expect(await app.isPublic(media)).toBe(false);
    expect((await app.read(`/media/${media}`, joon)).status).toBe(404);

    await app.setsActive('media', media, false);
    await app.change(mina, id, { visibility: 'public' });
    await app.setsActive('media', media, true);
    expect(await app.isPublic(media)).toBe(true);
    expect((await app.read(`/media/${media}`, joon)).status).toBe(200);
  });

  it('can not be given to another post', async () => {
    const media = await app.picture(mina);
    await app.setsActive('media', media, false);
    const answer = await app.publish(mina, { mediaIds: [media] });
    expect(answer.body.code).toBe('media-not-usable');
  });
});
