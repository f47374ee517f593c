import { MediaAudienceChanged, MediaUploaded } from '#libs/events';
import { MediaReader, MediaService } from '#libs/media';
import { ObjectStorage } from '#libs/storage';
import { storedObjects } from '#libs/testing';
import { type Account, account } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { ShelvingHandler } from '../src/addresses/shelving.handler.js';
import { ProcessingHandler } from '../src/processing/processing.handler.js';
import { type MediaStage, mediaStage, post } from './stage.js';

let app: MediaStage;
let media: MediaService;
let mina: Account;

beforeAll(async () => {
  app = await mediaStage();
  media = app.get(MediaService);
});
beforeEach(async () => {
  await app.empties();
  mina = await account(app, 'mina');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

async function onShelf(shelf: string): Promise<number> {
  return (await storedObjects(app)).filter((key) => key.startsWith(`${shelf}/`)).length;
}

describe('the address', () => {
  it('is lasting for a picture of a public thing, signed for the others, and no move of its objects', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    const unattached = (await app.image(id)).url!;
    expect(unattached).toContain('signature=');
    expect(await app.fetched(unattached)).toBe(200);

    await media.claim(mina.id, [id], post(2), true);
    const open = (await app.image(id)).url!;
    expect(open).not.toContain('?');
    expect([await app.fetched(open), await app.fetched(unattached)]).toEqual([200, 200]);

    await media.setAudience(post(2), false);
    const closed = (await app.image(id)).url!;
    expect(closed).toContain('signature=');
    expect([await app.fetched(closed), await app.fetched(open)]).toEqual([200, 404]);
    for (const { url } of Object.values((await app.image(id)).variants!)) {
      expect(await app.fetched(url)).toBe(200);
    }
    await app.settle();
    expect([await onShelf('public'), await onShelf('private')]).toEqual([0, 4]);
  });

  it('is right at once when a picture is claimed before it is processed', async () => {
    const [before, during] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina.id, [before], post(2), true);
    const storage = app.get(ObjectStorage);
    const put = storage.put.bind(storage);
    jest.spyOn(storage, 'put').mockImplementationOnce(async (...args) => {
      await media.claim(mina.id, [during], post(4), true);
      return put(...args);
    });
    await app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId: during }));

    await app.settle();

    for (const id of [before, during]) {
      const { url } = await app.image(id);
      expect(url).not.toContain('?');
      expect(await app.fetched(url!)).toBe(200);
    }
  });

  it('survives changes back and forth at once', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    await media.claim(mina.id, [id], post(2), true);

    await Promise.all([false, true, false, true].map((open) => media.setAudience(post(2), open)));
    await app.settle();

    expect(await storedObjects(app)).toHaveLength(4);
    expect(await app.fetched((await app.image(id)).url!)).toBe(200);
  });

  it('that was given out before addresses had names of their own opens, as far as it may', async () => {
    const id = await uploads(app, mina);
    await app.settle();
    const { url } = await app.image(id);
    const [row] = await app.sql<{ key: string }>(`select storage_key as key from media`);
    const name = row!.key.slice('private/'.length);
    const storage = app.get(ObjectStorage);
    for (const key of await storedObjects(app)) {
      await storage.copy(key, key.replace('private/', 'public/'));
    }
    const lasting = `http://localhost:3000/media/public/${name}/original.jpg`;
    await app.sql(`update media set storage_key = 'public/' || $1, is_public = true`, [name]);
    expect([await app.fetched(lasting), await app.fetched(url!)]).toEqual([200, 200]);
    expect((await app.image(id)).url).toBe(lasting);

    await app.sql(`update media set is_public = false`);
    expect(await app.fetched(lasting)).toBe(404);
    await app.get(ShelvingHandler).moveObjects(new MediaAudienceChanged({ mediaId: id }));
    expect(await onShelf('public')).toBe(0);
    expect(await app.fetched(url!)).toBe(200);
  });

  it('of many pictures is read in one query', async () => {
    const ids = [await uploads(app, mina), await uploads(app, mina), await uploads(app, mina)];
    await app.settle();

    const urls = await app.get(MediaReader).urls(ids, 'thumbnail');

    expect([...urls.keys()].sort()).toEqual([...ids].sort());
    expect(await app.fetched(urls.get(ids[0]!)!)).toBe(200);
  });
});
