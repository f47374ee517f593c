import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { UnitOfWork } from '#libs/database';
import { MediaUploaded } from '#libs/events';
import { type MediaId, UploadService } from '#libs/media';
import { ObjectStorage, StorageFailure } from '#libs/storage';
import { pictures, storedObjects } from '#libs/testing';
import { type Account, account } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { ProcessingHandler } from '../src/processing/processing.handler.js';
import { type MediaStage, mediaStage } from './stage.js';

let app: MediaStage;
let mina: Account;

beforeAll(async () => {
  app = await mediaStage();
});
beforeEach(async () => {
  await app.empties();
  mina = await account(app, 'mina');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

describe('an upload', () => {
  it('is processing at first: dimensions are known, nothing can be fetched', async () => {
    const id = await uploads(app, mina, pictures.jpegWithLocation(), { altText: 'A cat.' });

    const shown = await app.image(id);
    expect(shown).toMatchObject({
      id,
      name: 'phone.jpg',
      altText: 'A cat.',
      mimeType: 'image/jpeg',
      width: 300,
      height: 400,
      status: 'processing',
      url: null,
      blurhash: null,
      variants: null,
      postId: null,
    });
    expect(await storedObjects(app)).toEqual([expect.stringMatching(/^incoming\/[0-9a-f]{32}$/)]);
  });

  it('says of the stripped original how large it is', async () => {
    const id = await uploads(app, mina, pictures.jpegWithLocation());
    await app.settle();

    const key = (await storedObjects(app)).find((k) => k.includes('original'))!;
    const data = await buffer((await app.get(ObjectStorage).get(key)).stream);
    const { exif } = await sharp(data).metadata();
    expect(exif).toBeUndefined();
    expect(await app.image(id)).toMatchObject({ bytes: data.length, width: 300, height: 400 });
  });

  it('that is refused leaves nothing', async () => {
    for (const make of [pictures.renamedText, pictures.truncated, pictures.tooManyPixels]) {
      await expect(uploads(app, mina, Promise.resolve(make()))).rejects.toMatchObject({
        problem: { code: expect.any(String) },
      });
    }

    expect(await storedObjects(app)).toEqual([]);
    expect(await app.sql(`select from media`)).toEqual([]);
  });

  it('leaves nothing when the network, the form or the database fails', async () => {
    const { data } = await pictures.jpeg();
    const failing = (stream: Readable, complete = () => Promise.resolve({})) =>
      app.get(UploadService).upload(mina.id, { stream, filename: 'a.jpg', complete });
    const cut = Readable.from(
      (function* () {
        yield Buffer.concat([data, Buffer.alloc(5000)]);
        throw new Error('cut off');
      })(),
    );

    await expect(failing(cut)).rejects.toThrow('cut off');
    await expect(
      failing(Readable.from([data]), () => Promise.reject(new Error('bad form'))),
    ).rejects.toThrow('bad form');
    jest.spyOn(app.get(UnitOfWork), 'run').mockRejectedValueOnce(new Error('no database'));
    await expect(failing(Readable.from([data]))).rejects.toThrow('no database');

    expect(await storedObjects(app)).toEqual([]);
  });

  it('is unavailable while the storage is away', async () => {
    jest
      .spyOn(app.get(ObjectStorage), 'put')
      .mockRejectedValueOnce(new StorageFailure('store', new Error('disk full')));

    await expect(uploads(app, mina)).rejects.toMatchObject({
      problem: { code: 'unavailable' },
      retryAfter: 30,
    });
    expect(await app.sql(`select from media`)).toEqual([]);
  });
});

describe('processing', () => {
  const run = (mediaId: MediaId) =>
    app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId }));

  it('may run twice, one after the other and at once', async () => {
    const id = await uploads(app, mina);
    await Promise.all([run(id), run(id)]);
    const [first, objects] = [await app.image(id), await storedObjects(app)];

    await run(id);

    expect(await app.image(id)).toEqual(first);
    expect(first.status).toBe('ready');
    expect(await storedObjects(app)).toEqual(objects);
    expect(objects).toHaveLength(4);
  });

  it.each([1, 3, 4])('goes on after a crash at object %i', async (crashAt) => {
    const id = await uploads(app, mina);
    const storage = app.get(ObjectStorage);
    const put = storage.put.bind(storage);
    let count = 0;
    jest.spyOn(storage, 'put').mockImplementation((...args) => {
      count += 1;
      return count === crashAt
        ? Promise.reject(new StorageFailure('store', new Error('crash')))
        : put(...args);
    });
    await expect(run(id)).rejects.toBeInstanceOf(StorageFailure);
    expect((await app.image(id)).status).toBe('processing');
    jest.restoreAllMocks();

    await run(id);

    expect((await app.image(id)).status).toBe('ready');
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('goes on after a crash before the raw upload was removed', async () => {
    const id = await uploads(app, mina);
    jest
      .spyOn(app.get(ObjectStorage), 'delete')
      .mockRejectedValueOnce(new StorageFailure('delete', new Error('crash')));
    await expect(run(id)).rejects.toBeInstanceOf(StorageFailure);
    expect((await app.image(id)).status).toBe('ready');

    await run(id);

    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('fails for good when the upload can not be decoded or is gone, and keeps no bytes of it', async () => {
    const [broken, gone] = [await uploads(app, mina), await uploads(app, mina)];
    const [{ key }, lost] = (await app.sql<{ key: string }>(
      `select storage_key as key from media order by id`,
    )) as [{ key: string }, { key: string }];
    const { data } = await pictures.truncated();
    await app.get(ObjectStorage).put(key, data, { contentType: 'application/octet-stream' });
    await app.get(ObjectStorage).delete([lost.key]);

    await app.settle();

    for (const id of [broken, gone]) {
      expect(await app.image(id)).toMatchObject({ status: 'failed', url: null, variants: null });
    }
    expect(await storedObjects(app)).toEqual([]);
  });

  it('leaves nothing of a picture that is removed meanwhile', async () => {
    const id = await uploads(app, mina);
    const storage = app.get(ObjectStorage);
    const put = storage.put.bind(storage);
    jest.spyOn(storage, 'put').mockImplementationOnce(async (...args) => {
      await app.sql(`delete from media where id = $1`, [id]);
      return put(...args);
    });

    await run(id);

    expect(await storedObjects(app)).toEqual([]);
  });
});
