import { UnitOfWork } from '#libs/database';
import { MediaUploaded } from '#libs/events';
import { type MediaId, MediaReader } from '#libs/media';
import { StorageFailure } from '#libs/storage';
import { pictures } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { DecoderStopped } from '../src/decoding/decoder-process.js';
import { PictureProcessorService } from '../src/processing/picture-processor.service.js';
import { ProcessingHandler } from '../src/processing/processing.handler.js';
import {
  type Choice,
  ProcessingLeasesRepository,
} from '../src/processing/processing-leases.repository.js';
import { type MediaStage, mediaStage } from './stage.js';

let app: MediaStage;
let mina: Account;
let joon: Account;

beforeAll(async () => {
  app = await mediaStage();
});
beforeEach(async () => {
  await app.sql(`delete from media`);
  await app.sql(`delete from pgboss.job`);
  ({ mina, joon } = await accounts(app, 'mina', 'joon'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

const large = { width: 5_000, height: 4_000 };
const status = async (id: MediaId) => (await app.get(MediaReader).image(id))!.image.status;
const take = async (choice: Partial<Choice> = {}) =>
  (
    await app
      .get(UnitOfWork)
      .run(() =>
        app
          .get(ProcessingLeasesRepository)
          .takeNext({ onlySmall: false, onlyLeft: false, ...choice }),
      )
  )?.id;
const sized = (id: MediaId, { width, height }: typeof large) =>
  app.sql(`update media set width = $2, height = $3 where id = $1`, [id, width, height]);
/** As when the process that holds it was killed. */
const isLeft = (id: MediaId) =>
  app.sql(`update media set leased_until = now() - interval '1 second' where id = $1`, [id]);

describe('the next picture', () => {
  it('is that of whom fewest were taken, and of each the smallest', async () => {
    const [first, second, third] = [
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
    ];
    const other = await uploads(app, joon);
    await sized(first, large);
    await sized(other, large);

    expect([await take(), await take(), await take(), await take(), await take()]).toEqual([
      second,
      other,
      third,
      first,
      undefined,
    ]);
  });

  it('is a small one while a large one is in hand', async () => {
    const [big, small] = [await uploads(app, mina), await uploads(app, joon)];
    await sized(big, large);

    expect(await take({ onlySmall: true })).toBe(small);
    expect(await take({ onlySmall: true })).toBeUndefined();
  });

  it('is taken by one of all that look for it at once', async () => {
    const ids = [await uploads(app, mina), await uploads(app, joon)];

    const taken = await Promise.all(Array.from({ length: 12 }, () => take()));

    const found = taken.filter((id) => id !== undefined);
    expect(found).toHaveLength(new Set(found).size);
    for (let id = await take(); id !== undefined; id = await take()) {
      found.push(id);
    }
    expect(found.sort()).toEqual(ids.sort());
  });
});

describe('a picture that was in hand when its process was killed', () => {
  it('is held for seconds, then taken over', async () => {
    const id = await uploads(app, mina);
    expect(await take()).toBe(id);
    expect(await take()).toBeUndefined();
    const [lease] = await app.sql<{ seconds: number }>(
      `select extract(epoch from leased_until - now())::float8 as seconds from media`,
    );
    expect(lease!.seconds).toBeLessThanOrEqual(30);
    await isLeft(id);

    await app.get(ProcessingHandler).takeOver();

    expect(await status(id)).toBe('ready');
  });

  it('is given up when it kills each process that takes it', async () => {
    const id = await uploads(app, mina);
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await take({ onlyLeft: tries > 0 })).toBe(id);
      await isLeft(id);
    }

    await app.get(ProcessingHandler).takeOver();

    expect(await status(id)).toBe('failed');
  });
});

it('a picture whose decoder ends each time is tried a few times, then failed', async () => {
  const id = await uploads(app, mina);
  const process = jest
    .spyOn(app.get(PictureProcessorService), 'process')
    .mockRejectedValue(new DecoderStopped('killed'));
  const turn = () => app.get(ProcessingHandler).takeTurn(new MediaUploaded({ mediaId: id }));

  await expect(turn()).rejects.toThrow(DecoderStopped);
  await expect(turn()).rejects.toThrow(DecoderStopped);
  expect(await status(id)).toBe('processing');
  await turn();

  expect(await status(id)).toBe('failed');
  expect(process).toHaveBeenCalledTimes(3);
});

it('a storage that is away is no fault of the picture', async () => {
  const id = await uploads(app, mina, pictures.png());
  const away = new StorageFailure('store', new Error('away'));
  jest.spyOn(app.get(PictureProcessorService), 'process').mockRejectedValue(away);
  const turn = () => app.get(ProcessingHandler).takeTurn(new MediaUploaded({ mediaId: id }));
  for (let i = 0; i < 5; i += 1) {
    await expect(turn()).rejects.toThrow(StorageFailure);
  }
  jest.restoreAllMocks();

  await turn();

  expect(await status(id)).toBe('ready');
});
