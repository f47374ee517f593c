import { createServer } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import Fastify from 'fastify';
import S3rver from 's3rver';

import { AddressSigner } from './address-signer.js';
import { serveLocalFiles } from './local-files.js';
import { LocalStorage } from './local-storage.js';
import type { ObjectStorage } from './object-storage.js';
import { S3Storage } from './s3-storage.js';
import { ObjectMissing, StorageFailure } from './storage.errors.js';

interface Running {
  storage: ObjectStorage;
  /** The small store of the tests verifies no signatures of version 4. */
  verifiesSignatures: boolean;
  stop(): Promise<void>;
}

async function local(): Promise<Running> {
  const root = await mkdtemp(join(tmpdir(), 'maru-storage-'));
  const port = await freePort();
  const storage = new LocalStorage({
    root,
    publicUrl: `http://127.0.0.1:${String(port)}`,
    signer: new AddressSigner(['a secret of at least thirty-two bytes']),
  });
  const server = Fastify();
  serveLocalFiles(server, storage);
  await server.listen({ port });
  return {
    storage,
    verifiesSignatures: true,
    stop: async () => {
      await server.close();
      await rm(root, { recursive: true });
    },
  };
}

/** Against `S3_TEST_ENDPOINT` (key and secret `S3RVER`), else a small store of its own. */
async function s3(): Promise<Running> {
  const given = process.env['S3_TEST_ENDPOINT'];
  const directory = await mkdtemp(join(tmpdir(), 'maru-s3-'));
  const server = given
    ? undefined
    : new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const address = await server?.run();
  const options = {
    endpoint: given ?? `http://127.0.0.1:${String(address?.port)}`,
    region: 'us-east-1',
    bucket: `maru-${String(process.pid)}-${String(Date.now())}`,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    forcePathStyle: true,
  };
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    forcePathStyle: true,
    credentials: options,
  });
  await client.send(new CreateBucketCommand({ Bucket: options.bucket }));
  client.destroy();
  const storage = new S3Storage(options);
  return {
    storage,
    verifiesSignatures: given !== undefined,
    stop: async () => {
      storage.close();
      await server?.close();
      await rm(directory, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

const bytes = { contentType: 'application/octet-stream' };

async function listed(storage: ObjectStorage, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const object of storage.list(prefix)) {
    keys.push(object.key);
  }
  return keys.sort();
}

describe.each([
  ['on the local disk', local],
  ['in an S3-compatible store', s3],
])('object storage %s', (_where, start) => {
  let running: Running;
  let storage: ObjectStorage;

  beforeAll(async () => {
    running = await start();
    storage = running.storage;
  });
  afterAll(() => running.stop());

  it('gives back what was put, with size and the type of its name', async () => {
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
    expect(Math.abs(Date.now() - (found?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000);
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

    expect((await storage.get('incoming/again')).size).toBe(0);
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

  it('signs addresses that read exactly one object, and end', async () => {
    await storage.put('private/s/original.webp', Buffer.from('secret'), {
      contentType: 'image/webp',
    });
    await storage.put('private/t/original.webp', Buffer.from('other'), {
      contentType: 'image/webp',
    });
    const url = await storage.signedUrl('private/s/original.webp', 60);

    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('secret');
    expect(answer.headers.get('content-type')).toBe('image/webp');
    if (running.verifiesSignatures) {
      expect((await fetch(url.replace('private/s/', 'private/t/'))).ok).toBe(false);
      expect((await fetch(url.split('?')[0] ?? '')).ok).toBe(false);
    } else {
      expect(url).toMatch(/[?&]X-Amz-Signature=/);
    }
    const short = await storage.signedUrl('private/s/original.webp', 1);
    expect(await eventually(async () => !(await fetch(short)).ok)).toBe(true);
  });

  it('gives the same signed address for a while', async () => {
    const first = await storage.signedUrl('private/s/original.webp', 3600);
    const second = await storage.signedUrl('private/s/original.webp', 3600);

    expect(second).toBe(first);
  });

  it('lets a client put an object of the announced size and type itself', async () => {
    const upload = await storage.presignUpload('incoming/direct', {
      contentType: 'image/png',
      bytes: 5,
      ttlSeconds: 60,
    });

    const answer = await fetch(upload.url, {
      method: upload.method,
      headers: withoutLength(upload.headers),
      body: 'bytes',
    });

    expect(answer.status).toBe(200);
    expect(await text((await storage.get('incoming/direct')).stream)).toBe('bytes');
    expect(upload.expiresAt.getTime()).toBeGreaterThan(Date.now());
    if (running.verifiesSignatures) {
      const wrongType = { ...withoutLength(upload.headers), 'content-type': 'text/html' };
      const refused = [
        await fetch(upload.url, { method: 'PUT', headers: wrongType, body: 'bytes' }),
        await fetch(upload.url, {
          method: 'PUT',
          headers: withoutLength(upload.headers),
          body: 'too many bytes',
        }),
      ];
      expect(refused.map((answer) => answer.ok)).toEqual([false, false]);
    } else {
      expect(new URL(upload.url).searchParams.get('X-Amz-SignedHeaders')).toBe(
        'content-length;content-type;host',
      );
    }
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
  const running = await local();
  const storage = running.storage as LocalStorage;
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

/** `fetch` says the length itself. */
function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}

async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + 5_000;
  while (Date.now() < end) {
    if (await holds()) {
      return true;
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return false;
}
