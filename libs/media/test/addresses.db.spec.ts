import { type Id, type MediaId, type UserId } from '#libs/kernel';
import {
  MediaAudienceChanged,
  MediaUploaded,
  UserDeactivated,
  UserReactivated,
} from '#libs/events';
import { MediaAudiences, MediaModule, MediaReader, MediaService } from '#libs/media';
import { ObjectStorage, StorageFailure } from '#libs/platform';
import { person, storedObjects, testHttp, type TestApp, uploads } from '#libs/testing';
import { UserModule } from '#libs/user';

import { ProcessingHandler } from '../src/application/processing.handler.js';
import { ShelvingHandler } from '../src/application/shelving.handler.js';
import { EvenPosts } from './stage.js';

let app: TestApp;
let media: MediaService;
let mina: UserId;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule, MediaModule] });
  media = app.get(MediaService);
  app.get(MediaAudiences).register(new EvenPosts());
});
beforeEach(async () => {
  await app.sql(`delete from media`);
  for (const key of await storedObjects(app)) {
    await app.get(ObjectStorage).delete([key]);
  }
  mina = (await person(app, 'mina')).id;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const post = (id: number) => ({ type: 'post', id: String(id) as Id }) as const;

async function image(id: MediaId) {
  return (await app.get(MediaReader).image(id))!.image;
}

async function onShelf(shelf: string): Promise<number> {
  return (await storedObjects(app)).filter((key) => key.startsWith(`${shelf}/`)).length;
}

/** What answers at an address: the local files, without a network. */
async function fetched(url: string): Promise<number> {
  const { pathname, search } = new URL(url);
  const server = app.nest.getHttpAdapter().getInstance();
  await server.ready();
  return (await server.inject(pathname + search)).statusCode;
}

describe('the address', () => {
  it('is lasting for a picture of a public thing, signed for the others, and dies with a change', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    const unattached = (await image(id)).url!;
    expect(unattached).toContain('signature=');
    expect(await fetched(unattached)).toBe(200);

    await media.claim(mina, [id], post(2), true);
    await app.settle();
    const open = (await image(id)).url!;
    expect(open).not.toContain('?');
    expect(await fetched(open)).toBe(200);
    expect(await fetched(unattached)).toBe(404);

    await media.setAudience(post(2), false);
    expect((await image(id)).url).toContain('signature=');
    await app.settle();
    const closed = (await image(id)).url!;
    expect(await fetched(closed)).toBe(200);
    expect(await fetched(open)).toBe(404);
    expect(await onShelf('public')).toBe(0);
    for (const { url } of Object.values((await image(id)).variants!)) {
      expect(await fetched(url)).toBe(200);
    }
  });

  it('is right at once when a picture is claimed before it is processed', async () => {
    const [before, during] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina, [before], post(2), true);
    const storage = app.get(ObjectStorage);
    const put = storage.put.bind(storage);
    jest.spyOn(storage, 'put').mockImplementationOnce(async (...args) => {
      await media.claim(mina, [during], post(4), true);
      return put(...args);
    });
    await app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId: during }));

    await app.settle();

    expect((await image(before)).url).not.toContain('?');
    expect((await image(during)).url).not.toContain('?');
    expect([await onShelf('public'), await onShelf('private')]).toEqual([8, 0]);
  });

  it('is settled whatever is repeated or crashes on the way', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    await media.claim(mina, [id], post(2), true);
    const move = () =>
      app.get(ShelvingHandler).moveObjects(new MediaAudienceChanged({ mediaId: id }));
    const storage = app.get(ObjectStorage);
    for (const step of ['copy', 'delete'] as const) {
      jest.spyOn(storage, step).mockRejectedValueOnce(new StorageFailure(step, new Error('crash')));
      await expect(move()).rejects.toBeInstanceOf(StorageFailure);
      jest.restoreAllMocks();
    }

    await Promise.all([move(), move(), move()]);

    expect([await onShelf('public'), await onShelf('private')]).toEqual([4, 0]);
    expect(await fetched((await image(id)).url!)).toBe(200);
  });

  it('survives changes back and forth at once', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    await media.claim(mina, [id], post(2), true);
    const move = () =>
      app.get(ShelvingHandler).moveObjects(new MediaAudienceChanged({ mediaId: id }));

    await Promise.all(
      [false, true, false, true].flatMap((open) => [
        media.setAudience(post(2), open).then(move),
        move(),
      ]),
    );
    await app.settle();

    expect(await storedObjects(app)).toHaveLength(4);
    expect(await fetched((await image(id)).url!)).toBe(200);
  });

  it('dies with the suspension of its owner and comes back with the restoration', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina, [id], post(2), true);
    await app.settle();
    const open = (await image(id)).url!;
    const handler = app.get(ShelvingHandler);
    const activate = (active: boolean) =>
      app.sql(`update user_account set is_active = $2 where id = $1`, [mina, active]);

    await activate(false);
    await handler.hidePictures(new UserDeactivated({ userId: mina }));
    await app.settle();
    expect(await fetched(open)).toBe(404);

    await activate(true);
    await handler.showPictures(new UserReactivated({ userId: mina }));
    await app.settle();
    expect(await fetched(open)).toBe(200);
  });

  it('of many pictures is read in one query', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina), await uploads(app, mina)];
    await app.settle();

    const urls = await app.get(MediaReader).urls(ids, 'thumbnail');

    expect([...urls.keys()].sort()).toEqual([...ids].sort());
    expect(await fetched(urls.get(ids[0]!)!)).toBe(200);
  });
});
