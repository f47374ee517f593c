import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { freePort } from '#libs/testing';
import { LocalStorage } from '../src/local-storage.js';
import type { ObjectStorage } from '../src/object-storage.js';
import { S3Storage } from '../src/s3-storage.js';
import { ObjectMissing, StorageFailure } from '../src/storage.errors.js';
import { localStore, type RunningStore, stores } from './stores.js';

const bytes = { contentType: 'application/octet-stream' };

async function listed(storage: ObjectStorage, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const object of storage.list(prefix)) {
    keys.push(object.key);
  }
  return keys.sort();
}

describe.each(stores)('object storage %s', (_where, start) => {
  let running: RunningStore;
  let storage: ObjectStorage;

  beforeAll(async () => {
    running = await start();
    storage = running.storage;
  });
  afterAll(() => running.stop());

  it('gives back what was put, with size and the type of its name', async () => {
    const begun = Date.now();
    expect(
      await storage.put(
        'public/a1/original.jpg',
        Readable.from([Buffer.from('one '), Buffer.from('two')]),
        { contentType: 'image/jpeg' },
      ),
    ).toEqual({ size: 7 });

    const content = await storage.get('public/a1/original.jpg');
    expect(await text(content.stream)).toBe('one two');
    expect(content).toMatchObject({ size: 7, contentType: 'image/jpeg' });
    const found = await storage.stat('public/a1/original.jpg');
    expect(found).toMatchObject({ key: 'public/a1/original.jpg', size: 7 });
    // Stores tell whole seconds.
    expect(found?.modifiedAt.getTime()).toBeGreaterThan(begun - 1_000);
    expect(found?.modifiedAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await storage.exists('public/a1/original.jpg')).toBe(true);
  });

  it('keeps streams of several megabytes, byte for byte', async () => {
    const body = Buffer.alloc(12 * 1024 * 1024 + 17, 'maru!');
    const chunks = Array.from({ length: Math.ceil(body.length / 65_536) }, (_, i) =>
      body.subarray(i * 65_536, (i + 1) * 65_536),
    );

    expect(await storage.put('incoming/large', Readable.from(chunks), bytes)).toEqual({
      size: body.length,
    });

    const stored = await buffer((await storage.get('incoming/large')).stream);
    expect(stored.equals(body)).toBe(true);
  });

  it('takes an empty object and replaces an object', async () => {
    await storage.put('incoming/again', Buffer.from('first'), bytes);
    await storage.put('incoming/again', Buffer.alloc(0), bytes);

    expect((await storage.stat('incoming/again'))?.size).toBe(0);
  });

  it('reads a part', async () => {
    await storage.put('incoming/digits', Buffer.from('0123456789'), bytes);

    const middle = await storage.get('incoming/digits', { start: 2, end: 4 });
    expect(await text(middle.stream)).toBe('234');
    expect(middle.size).toBe(10);
    expect(await text((await storage.get('incoming/digits', { start: 7 })).stream)).toBe('789');
  });

  it('leaves nothing of a body that fails midway, and tells what it failed with', async () => {
    const failure = new Error('the network went away');
    const body = Readable.from(
      (function* () {
        yield Buffer.alloc(6 * 1024 * 1024);
        yield Buffer.alloc(1024);
        throw failure;
      })(),
    );

    await expect(storage.put('incoming/broken', body, bytes)).rejects.toBe(failure);

    expect(await storage.exists('incoming/broken')).toBe(false);
    expect(await listed(storage, 'incoming/')).not.toContain('incoming/broken');
  });

  it('leaves what was there when a replacing body fails', async () => {
    await storage.put('incoming/kept', Buffer.from('kept'), bytes);
    const body = new Readable({ read: () => undefined });
    body.push(Buffer.alloc(100_000));
    setImmediate(() => body.destroy(new Error('aborted')));

    await expect(storage.put('incoming/kept', body, bytes)).rejects.toThrow('aborted');

    expect(await text((await storage.get('incoming/kept')).stream)).toBe('kept');
  });

  it('tells a missing object from a failure', async () => {
    await expect(storage.get('public/nothing/here.jpg')).rejects.toBeInstanceOf(ObjectMissing);
    await expect(storage.copy('public/nothing/here.jpg', 'public/b/a.jpg')).rejects.toBeInstanceOf(
      ObjectMissing,
    );
    expect(await storage.stat('public/nothing/here.jpg')).toBeUndefined();
    expect(await storage.exists('public/nothing')).toBe(false);
  });

  it('copies, moves and deletes; deleting what is not there is no error', async () => {
    await storage.put('private/m/original.png', Buffer.from('picture'), {
      contentType: 'image/png',
    });

    await storage.copy('private/m/original.png', 'public/m/original.png');
    await storage.move('private/m/original.png', 'public/n/original.png');

    expect(await storage.exists('private/m/original.png')).toBe(false);
    expect(await text((await storage.get('public/m/original.png')).stream)).toBe('picture');
    expect(await text((await storage.get('public/n/original.png')).stream)).toBe('picture');
    await storage.delete([
      'public/m/original.png',
      'public/n/original.png',
      'public/never/was.png',
    ]);
    expect(await storage.exists('public/m/original.png')).toBe(false);
    expect(await listed(storage, 'public/m/')).toEqual([]);
  });

  it('lists what lies in a folder and below it, and nothing beside it', async () => {
    for (const key of ['private/list/a.jpg', 'private/list/b/c.jpg', 'private/listed/d.jpg']) {
      await storage.put(key, Buffer.from(key), { contentType: 'image/jpeg' });
    }

    expect(await listed(storage, 'private/list/')).toEqual([
      'private/list/a.jpg',
      'private/list/b/c.jpg',
    ]);
    expect(await listed(storage, 'private/nobody/')).toEqual([]);
  });

  it('keeps objects put and deleted in one folder at the same time', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const key = `incoming/busy/${String(i)}`;
        await storage.put(key, Buffer.from('x'), bytes);
        if (i % 2 === 0) {
          await storage.delete([key]);
        }
      }),
    );

    expect(await listed(storage, 'incoming/busy/')).toHaveLength(20);
  });

  it('refuses keys that could leave their folder', async () => {
    for (const key of [
      '../etc/passwd',
      'public/../../x',
      'public//x',
      'public/.parts',
      '/public/x',
      'public/x\0',
      'public',
      'other/x',
      'public/a b',
      'public\\x',
      'public/x/',
    ]) {
      await expect(async () => storage.get(key)).rejects.toThrow('is not the key of an object');
      await expect(async () => storage.put(key, Buffer.from('x'), bytes)).rejects.toThrow(
        'is not the key',
      );
    }
    await expect(listed(storage, 'public')).rejects.toThrow('is not a folder');
  });

  it('says that it works', async () => {
    await expect(storage.check()).resolves.toBeUndefined();
  });
});

it('fails with a storage failure when the store is away', async () => {
  const away = new S3Storage({
    endpoint: `http://127.0.0.1:${String(await freePort())}`,
    region: 'us-east-1',
    bucket: 'b',
    accessKeyId: 'k',
    secretAccessKey: 's',
    forcePathStyle: true,
  });

  await expect(away.check()).rejects.toBeInstanceOf(StorageFailure);
  await expect(away.put('incoming/x', Buffer.from('x'), bytes)).rejects.toBeInstanceOf(
    StorageFailure,
  );
  await expect(away.stat('incoming/x')).rejects.toBeInstanceOf(StorageFailure);
  away.close();
});

it('keeps no half-written file on the disk after a failure', async () => {
  const running = await localStore();
  const { storage } = running;
  if (!(storage instanceof LocalStorage)) {
    throw new Error('The local store is not local.');
  }
  const body = Readable.from(
    (function* () {
      yield Buffer.from('a');
      throw new Error('gone');
    })(),
  );
  await expect(storage.put('incoming/x', body)).rejects.toThrow('gone');

  expect(await readdir(join(storage.root, '.parts'))).toEqual([]);
  await running.stop();
});
