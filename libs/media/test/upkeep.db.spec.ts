import { MediaUploaded } from '#libs/events';
import { Clock } from '#libs/kernel';
import { type MediaId, MediaReader, MediaService } from '#libs/media';
import { ObjectStorage } from '#libs/storage';
import { storedObjects } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { uploads } from '#libs/testing/uploads';
import { MediaErasureService } from '../src/leaving/media-erasure.service.js';
import { ProcessingHandler } from '../src/processing/processing.handler.js';
import { MediaJobs } from '../src/upkeep/media.jobs.js';
import { StorageSweepService } from '../src/upkeep/storage-sweep.service.js';
import { type MediaStage, mediaStage, post } from './stage.js';

let app: MediaStage;
let media: MediaService;
let mina: Account;
let joon: Account;

beforeAll(async () => {
  app = await mediaStage();
  media = app.get(MediaService);
});
beforeEach(async () => {
  await app.empties();
  ({ mina, joon } = await accounts(app, 'mina', 'joon'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => app.close());

describe('what nobody needs', () => {
  const old = (id: MediaId, column = 'detached_at', age = '25 hours') =>
    app.sql(`update media set ${column} = now() - $2::interval where id = $1`, [id, age]);

  it('is removed when it is attached to nothing for a day', async () => {
    const [orphan, fresh, attached, released] = [
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
      await uploads(app, mina),
    ];
    await media.claim(mina.id, [attached, released], post(2), true);
    await app.settle();
    await media.release([released]);
    await old(orphan);
    await app.sql(`update media set created_at = now() - interval '3 days'`);

    await app.get(MediaJobs).removeOrphans();
    await app.settle();

    const left = await app.get(MediaReader).images([orphan, fresh, attached, released]);
    expect([...left.keys()].sort()).toEqual([fresh, attached, released].sort());
    expect(await storedObjects(app)).toHaveLength(12);
  });

  it('is removed or claimed, never both', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => uploads(app, mina)));
    await Promise.all(ids.map((id) => old(id)));

    const [claims] = await Promise.all([
      Promise.allSettled(ids.map((id, i) => media.claim(mina.id, [id], post(i + 1), true))),
      app.get(MediaJobs).removeOrphans(),
    ]);

    const left = await app.get(MediaReader).images(ids);
    expect(claims.map(({ status }) => status === 'fulfilled')).toEqual(
      ids.map((id) => left.has(id)),
    );
  });

  it('is kept 30 days after its owner deleted it', async () => {
    const [older, newer] = [await uploads(app, mina), await uploads(app, mina)];
    await media.claim(mina.id, [older, newer], post(2), true);
    await app.settle();
    await media.remove(mina.id, older, undefined);
    await media.remove(mina.id, newer, undefined);
    await old(older, 'deleted_at', '31 days');
    await old(newer, 'deleted_at', '29 days');

    await app.get(MediaJobs).removeOrphans();
    await app.settle();

    expect(await app.sql(`select id from media`)).toEqual([{ id: newer }]);
    expect(await storedObjects(app)).toHaveLength(4);
  });

  it('is given up when its processing never ended', async () => {
    const id = await uploads(app, mina);
    await media.claim(mina.id, [id], post(2), true);
    await old(id, 'updated_at');

    await app.get(MediaJobs).giveUp();

    expect((await app.image(id)).status).toBe('failed');
    expect(await storedObjects(app)).toEqual([]);
  });

  it('is swept out of the storage when no medium knows it, and nothing else is', async () => {
    const [ready, waiting] = [await uploads(app, mina), await uploads(app, mina)];
    await app.get(ProcessingHandler).makeVariants(new MediaUploaded({ mediaId: ready }));
    const storage = app.get(ObjectStorage);
    const stray = 'e'.repeat(32);
    const known = await storedObjects(app);
    for (const key of [
      `incoming/${stray}`,
      `public/${stray}/small.webp`,
      'private/exports/1.zip',
    ]) {
      await storage.put(key, Buffer.from('x'), { contentType: 'application/octet-stream' });
    }

    expect(await app.get(StorageSweepService).run()).toEqual([]);
    const tomorrow = new Date(Date.now() + 25 * 60 * 60 * 1000);
    jest.spyOn(app.get(Clock), 'now').mockReturnValue(tomorrow);
    const cleared = await app.get(StorageSweepService).run();

    expect(cleared.sort()).toEqual([`incoming/${stray}`]);
    expect(await storedObjects(app)).toEqual([...known, 'private/exports/1.zip'].sort());
    expect((await app.image(waiting)).status).toBe('processing');
  });

  it('goes with its owner', async () => {
    await uploads(app, mina);
    const kept = await uploads(app, joon);
    await app.settle();

    await app.get(MediaErasureService).erase(mina.id);
    await app.settle();

    expect(await app.sql(`select id from media`)).toEqual([{ id: kept }]);
    expect(await storedObjects(app)).toHaveLength(4);
  });
});
