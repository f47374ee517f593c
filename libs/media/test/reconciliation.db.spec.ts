import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Clock } from '#libs/kernel';
import { MediaService } from '#libs/media';
import { Reconciliations } from '#libs/reconciliation';
import { ObjectStorage, StorageFailure } from '#libs/storage';
import { pictures, storedObjects } from '#libs/testing';
import { uploads } from '#libs/testing/uploads';
import { StorageJobs } from '../src/upkeep/storage.jobs.js';
import { post, type ServedStage, stages } from './stage.js';

const STRAY = 'e'.repeat(32);
const bytes = { contentType: 'application/octet-stream' };

describe.each(stages)('a reconciliation of the database with a storage %s', (_where, start) => {
  let app: ServedStage;
  let storage: ObjectStorage;

  beforeAll(async () => {
    app = await start();
    storage = app.get(ObjectStorage);
  });
  beforeEach(async () => {
    await app.empties();
    await app.sql(`delete from pgboss.job`);
  });
  afterAll(() => app.close());

  const reconcile = async (repair: boolean) => {
    const found: string[] = [];
    for (const part of app.get(Reconciliations).parts) {
      for await (const { what, repaired } of part.reconcile({ repair })) {
        expect(repaired).toBe(repair);
        found.push(what);
      }
    }
    return found;
  };
  /** What a report finds, what a repair corrects, and that then nothing is left. */
  const isFoundAndRepaired = async (discrepancy: string) => {
    const before = await storedObjects(app);
    const rows = await app.sql(`select * from media order by id`);
    expect(await reconcile(false)).toEqual([discrepancy]);
    expect(await storedObjects(app)).toEqual(before);
    expect(await app.sql(`select * from media order by id`)).toEqual(rows);

    expect(await reconcile(true)).toEqual([discrepancy]);
    expect(await reconcile(false)).toEqual([]);
    expect(await reconcile(true)).toEqual([]);
  };
  const upload = () => uploads(app, app.mina, pictures.jpegWithLocation());
  const ready = async () => {
    const id = await upload();
    await app.settle();
    return id;
  };
  const anHourAgo = () => app.sql(`update media set updated_at = now() - interval '1 hour'`);
  const hoursLater = (hours: number) => {
    const then = new Date(Date.now() + hours * 60 * 60 * 1000);
    jest.spyOn(app.get(Clock), 'now').mockReturnValue(then);
  };
  afterEach(() => jest.restoreAllMocks());

  it('finds nothing where nothing is wrong, and leaves alone what is of others', async () => {
    const shown = await ready();
    await app.get(MediaService).claim(app.mina.id, [shown], post(2), true);
    await app.settle();
    await storage.put('private/exports/1.zip', Buffer.from('x'), bytes);
    const deleted = await ready();
    await app.get(MediaService).remove(app.mina.id, deleted, undefined);
    await app.settle();
    const before = await storedObjects(app);

    expect(await reconcile(false)).toEqual([]);
    expect(await reconcile(true)).toEqual([]);

    expect(await storedObjects(app)).toEqual(before);
  });

  it('lets an upload be that has just arrived, and a repair processes it', async () => {
    const id = await upload();
    expect(await reconcile(false)).toEqual([]);

    expect(await reconcile(true)).toEqual([`picture ${id} still waits to be processed`]);

    expect((await app.image(id)).status).toBe('ready');
  });

  it('processes uploads whose job is lost', async () => {
    const id = await upload();
    await app.sql(`delete from pgboss.job`);
    await anHourAgo();

    await isFoundAndRepaired(`picture ${id} still waits to be processed`);

    expect((await app.image(id)).status).toBe('ready');
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('marks uploads failed that are lost', async () => {
    const id = await upload();
    await storage.delete([await app.keyOf(id)]);
    await anHourAgo();

    await isFoundAndRepaired(`picture ${id} still waits to be processed`);

    expect((await app.image(id)).status).toBe('failed');
  });

  it('moves pictures whose move is lost', async () => {
    const id = await ready();
    await app.get(MediaService).claim(app.mina.id, [id], post(2), true);
    await app.sql(`delete from pgboss.job`);
    await anHourAgo();

    // A local disk has one place for all.
    if (app.s3 !== undefined) {
      await isFoundAndRepaired(`picture ${id} lies where its audience does not want it`);
    }

    expect(await reconcile(false)).toEqual([]);
    expect((await fetch((await app.image(id)).url!)).status).toBe(200);
    expect((await app.keyOf(id)).startsWith('public/')).toBe(app.s3 !== undefined);
  });

  it('makes lost variants again', async () => {
    const id = await ready();
    const key = await app.keyOf(id);
    await storage.delete([`${key}/small.webp`, `${key}/large.webp`]);
    await anHourAgo();

    await isFoundAndRepaired(`picture ${id} lacks variants`);

    expect((await fetch((await app.image(id)).variants!.small.url)).status).toBe(200);
  });

  it('marks pictures failed whose originals are lost, and keeps no half of them', async () => {
    const id = await ready();
    const intact = await ready();
    const key = await app.keyOf(id);
    await storage.delete([`${key}/original.jpg`]);
    await anHourAgo();

    await isFoundAndRepaired(`picture ${id} has lost its original, and can only be marked failed`);

    expect(await app.image(id)).toMatchObject({ status: 'failed', url: null, variants: null });
    expect((await app.image(intact)).status).toBe('ready');
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('concludes nothing from a storage that holds no picture at all', async () => {
    const id = await ready();
    await storage.delete(await storedObjects(app));
    await anHourAgo();

    await expect(reconcile(true)).rejects.toBeInstanceOf(StorageFailure);

    expect((await app.image(id)).status).toBe('ready');
  });

  it('removes objects of no picture when they are a day old', async () => {
    await ready();
    for (const key of [`incoming/${STRAY}`, `public/${STRAY}/small.webp`]) {
      await storage.put(key, Buffer.from('x'), bytes);
    }
    expect([await reconcile(false), await reconcile(true)]).toEqual([[], []]);

    hoursLater(25);
    const before = await storedObjects(app);
    const both = [`incoming/${STRAY}`, `public/${STRAY}`].map(
      (place) => `objects at ${place} belong to no picture`,
    );
    expect(await reconcile(false)).toEqual(both);
    expect(await storedObjects(app)).toEqual(before);
    // All that has one name goes at once.
    expect(await reconcile(true)).toEqual(both.slice(0, 1));
    expect(await reconcile(false)).toEqual([]);
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('removes what a killed move or processing left at another place', async () => {
    const id = await ready();
    const key = await app.keyOf(id);
    const name = key.split('/').at(-1)!;
    await storage.put(`incoming/${name}`, Buffer.from('x'), bytes);
    await storage.put(`public/${name}/original.jpg`, Buffer.from('x'), bytes);
    expect(await reconcile(false)).toEqual([]);

    expect(await reconcile(true)).toEqual([
      `objects at incoming/${name} belong to a picture that lies at ${key}`,
    ]);

    expect(await storedObjects(app)).toHaveLength(4);
    expect((await fetch((await app.image(id)).url!)).status).toBe(200);
  });

  it('removes the upload of a picture that has failed', async () => {
    const id = await upload();
    await app.sql(`delete from pgboss.job`);
    await app.sql(`update media set status = 'failed'`);
    await anHourAgo();

    await isFoundAndRepaired(`picture ${id} has failed, but its upload is still stored`);

    expect(await storedObjects(app)).toEqual([]);
  });

  it('finds as much while people upload, claim and delete', async () => {
    const act = async (n: number) => {
      const id = await ready();
      const media = app.get(MediaService);
      await media.claim(app.mina.id, [id], post(2 * n), true);
      await app.settle();
      await media.release([id]);
      await app.settle();
    };

    await Promise.all([
      act(1).then(() => act(2)),
      (async () => {
        for (let i = 0; i < 5; i += 1) {
          expect(await reconcile(false)).toEqual([]);
          await reconcile(true);
        }
      })(),
    ]);
    await app.settle();

    expect(await reconcile(true)).toEqual([]);
    const rows = await app.sql<{ status: string }>(`select status from media`);
    expect(rows).toEqual([{ status: 'ready' }, { status: 'ready' }]);
    const places = await app.sql<{ key: string }>(`select storage_key as key from media`);
    const stored = await storedObjects(app);
    // A place that was left is cleared once nobody can be on the way to it any more.
    const kept = stored.filter((key) => places.some((place) => key.startsWith(`${place.key}/`)));
    expect(kept).toHaveLength(8);
  });

  it('is helped by jobs: what waits for an hour is processed again', async () => {
    const id = await upload();
    await app.sql(`delete from pgboss.job`);
    const jobs = app.get(StorageJobs);
    await jobs.resume();
    await app.settle();
    expect((await app.image(id)).status).toBe('processing');

    await app.sql(`update media set updated_at = now() - interval '2 hours'`);
    await jobs.resume();
    await app.settle();

    expect((await app.image(id)).status).toBe('ready');
  });
});

it('removes what killed processes left in the temporary folder a day ago', async () => {
  const old = await mkdtemp(join(tmpdir(), 'maru-picture-'));
  const young = await mkdtemp(join(tmpdir(), 'maru-picture-'));
  const then = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(old, then, then);

  const app = await stages[0][1]();
  await app.close();

  const left = await readdir(tmpdir());
  expect([old, young].map((folder) => left.includes(basename(folder)))).toEqual([false, true]);
  await rm(young, { recursive: true });
});
