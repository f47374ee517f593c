import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { onSmallDisk, type S3Behaviour, type S3Request, s3Store, SmallDisk } from '#libs/testing';
import { serveAddresses } from '../src/address-routes.js';
import { LocalStorage } from '../src/local-storage.js';
import type { ObjectStorage } from '../src/object-storage.js';
import { S3Storage } from '../src/s3-storage.js';
import { StorageFailure } from '../src/storage.errors.js';
import { addressesAt, localStore } from './stores.js';

const bytes = { contentType: 'application/octet-stream' };
const PATIENCE_MS = 200;

/** A body of so many bytes that arrives in chunks, like an upload. */
function arriving(size: number): Readable {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  return Readable.from(
    (function* () {
      for (let left = size; left > 0; left -= chunk.length) {
        yield chunk.subarray(0, left);
      }
    })(),
    { objectMode: false },
  );
}

/** Everything that a store is asked to do. */
const acts: readonly (readonly [string, (storage: ObjectStorage) => Promise<unknown>])[] = [
  ['put', (storage) => storage.put('incoming/large', arriving(6 * 1024 * 1024), bytes)],
  ['get', (storage) => storage.get('incoming/there')],
  ['stat', (storage) => storage.stat('incoming/there')],
  ['copy', (storage) => storage.copy('incoming/there', 'incoming/copy')],
  ['delete', (storage) => storage.delete(['incoming/there'])],
  ['list', (storage) => storage.list('incoming/')[Symbol.asyncIterator]().next()],
  ['check', (storage) => storage.check()],
  ['remove stale parts', (storage) => storage.removeStaleParts(new Date())],
];

describe('an S3 store that is', () => {
  let store: Awaited<ReturnType<typeof s3Store>>;
  let storage: S3Storage;
  /** For a store that doesn't answer: one that does may need longer. */
  let impatient: S3Storage;

  beforeAll(async () => {
    store = await s3Store();
    storage = new S3Storage(store.options);
    impatient = new S3Storage({ ...store.options, patienceMs: PATIENCE_MS });
    await storage.put('incoming/there', Buffer.from('there'), bytes);
  });
  afterEach(() => {
    store.behave();
  });
  afterAll(async () => {
    storage.close();
    impatient.close();
    await store.stop();
  });

  const kinds: [string, S3Behaviour][] = [
    ['down', 'cut'],
    ['failing', 'refuse'],
    ['silent', 'ignore'],
  ];
  describe.each(kinds)('%s', (_kind, behaviour) => {
    it.each(acts)('fails a %s after a second try, with a storage failure', async (_act, act) => {
      const tries = new Map<string, number>();
      store.behave(({ method, key, query }) => {
        const request = `${method} ${key}?${query.toString()}`;
        tries.set(request, (tries.get(request) ?? 0) + 1);
        return behaviour;
      });

      await expect(act(impatient)).rejects.toBeInstanceOf(StorageFailure);

      expect(Math.max(...tries.values())).toBeLessThanOrEqual(2);
    });
  });

  it('silent is given up first by who has the least patience', async () => {
    store.behave(() => 'ignore');
    const patient = new S3Storage(store.options);
    const givenUp: string[] = [];
    const asking = (name: string, storage: S3Storage) =>
      storage.stat('incoming/there').catch(() => givenUp.push(name));
    const last = asking('patient', patient);

    await asking('impatient', impatient);

    expect(givenUp).toEqual(['impatient']);
    patient.close();
    store.behave(() => 'cut');
    await last;
  });

  it('tried a second time before it counts as away', async () => {
    let tries = 0;
    store.behave(() => {
      tries += 1;
      return tries === 1 ? 'cut' : 'answer';
    });

    expect((await storage.stat('incoming/there'))?.size).toBe(5);
  });

  it('cleared of uploads that were begun more than a day ago and never ended', async () => {
    const asked: S3Request[] = [];
    const upload = (key: string, id: string, initiated: Date) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`;
    const now = new Date();
    const dayAgo = new Date(now.getTime() - 25 * 60 * 60 * 1000);
    store.behave((request) => {
      asked.push(request);
      return request.method === 'GET'
        ? {
            body: `<ListMultipartUploadsResult>${upload('incoming/old', 'u1', dayAgo)}${upload('incoming/new', 'u2', now)}${upload('of others', 'u3', dayAgo)}</ListMultipartUploadsResult>`,
          }
        : { body: '' };
    });

    expect(await storage.removeStaleParts(now)).toBe(1);

    const [listing, ...aborted] = asked;
    expect(listing?.query.has('uploads')).toBe(true);
    expect(aborted.map((r) => [r.method, r.key, r.query.get('uploadId')])).toEqual([
      ['DELETE', 'incoming/old', 'u1'],
    ]);
  });

  it('unable to tell unfinished uploads is left to its own rules', async () => {
    expect(await storage.removeStaleParts(new Date())).toBe(0);
  });
});

describe('a local disk', () => {
  onSmallDisk(
    'that is full refuses what does not fit, leaves nothing of it and goes on',
    async () => {
      const disk = await SmallDisk.mount(4);
      const storage = new LocalStorage({
        root: join(disk.path, 'media'),
        addresses: addressesAt(''),
      });
      await storage.put('incoming/first', arriving(2 * 1024 * 1024));

      await expect(
        storage.put('incoming/second', arriving(3 * 1024 * 1024)),
      ).rejects.toBeInstanceOf(StorageFailure);
      await expect(storage.copy('incoming/first', 'incoming/third')).resolves.toBeUndefined();
      await expect(storage.copy('incoming/first', 'incoming/fourth')).rejects.toBeInstanceOf(
        StorageFailure,
      );

      expect(await readdir(join(storage.root, '.parts'))).toEqual([]);
      expect((await readdir(join(storage.root, 'incoming'))).sort()).toEqual(['first', 'third']);
      await storage.delete(['incoming/third']);
      await storage.put('incoming/second', arriving(1024 * 1024));
      const { stream } = await storage.get('incoming/second');
      expect(await buffer(stream)).toHaveLength(1024 * 1024);
      await disk.remove();
    },
  );

  onSmallDisk('that is full answers a direct upload with 503', async () => {
    const disk = await SmallDisk.mount(1);
    const addresses = addressesAt('');
    const storage = new LocalStorage({ root: join(disk.path, 'media'), addresses });
    const server = Fastify();
    serveAddresses(server, { storage, addresses });
    let refusal: unknown;
    server.setErrorHandler((error, _request, reply) => {
      refusal = error;
      void reply.status(503).send();
    });
    const size = 2 * 1024 * 1024;
    const upload = await storage.presignUpload('incoming/large', {
      contentType: 'image/png',
      bytes: size,
      ttlSeconds: 60,
    });

    await server.inject({
      method: 'PUT',
      url: upload.url,
      headers: { 'content-type': 'image/png' },
      body: Buffer.alloc(size),
    });

    expect(refusal).toMatchObject({ problem: { code: 'unavailable' }, retryAfter: 30 });
    expect(await readdir(join(storage.root, '.parts'))).toEqual([]);
    expect(await storage.exists('incoming/large')).toBe(false);
    await server.close();
    await disk.remove();
  });

  it('whose folder is no folder any more fails with a storage failure', async () => {
    const running = await localStore();
    const storage = running.storage as LocalStorage;
    await storage.put('incoming/there', Buffer.from('there'));
    await rm(storage.root, { recursive: true });
    await writeFile(storage.root, 'not a folder');

    for (const [, act] of acts.filter(([name]) => name === 'put' || name === 'check')) {
      await expect(act(storage)).rejects.toBeInstanceOf(StorageFailure);
    }
    await rm(storage.root);
    await mkdir(storage.root);
    await running.stop();
  });

  it('puts into a folder that comes and goes', async () => {
    const { storage, stop } = await localStore();
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        const key = `incoming/${String(writer)}`;
        for (let round = 0; round < 100; round += 1) {
          await storage.put(key, Buffer.from('x'), bytes);
          await storage.delete([key]);
        }
      }),
    );

    expect(await storage.stat('incoming/0')).toBeUndefined();
    await stop();
  });

  it('gives an object that is deleted while it is being read to its end', async () => {
    const running = await localStore();
    await running.storage.put('incoming/read', Buffer.from('to the end'), bytes);
    const { stream } = await running.storage.get('incoming/read');
    await running.storage.delete(['incoming/read']);

    expect(await text(stream)).toBe('to the end');
    await running.stop();
  });

  it('keeps young parts, which somebody may be writing, and removes old ones', async () => {
    const running = await localStore();
    const { root } = running.storage as LocalStorage;
    const now = new Date();
    const parts = join(root, '.parts');
    await mkdir(parts, { recursive: true });
    for (const [name, hours] of [
      ['old', 25],
      ['young', 23],
    ] as const) {
      await writeFile(join(parts, name), 'half');
      const then = new Date(now.getTime() - hours * 60 * 60 * 1000);
      await utimes(join(parts, name), then, then);
    }

    expect(await running.storage.removeStaleParts(now)).toBe(1);

    expect(await readdir(parts)).toEqual(['young']);
    await running.stop();
  });
});
