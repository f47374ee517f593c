import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import Fastify from 'fastify';
import S3rver from 's3rver';

import { AddressSigner } from '../src/storage/address-signer.js';
import { serveLocalFiles } from '../src/storage/local-files.js';
import { LocalStorage } from '../src/storage/local-storage.js';
import type { ObjectStorage } from '../src/storage/object-storage.js';
import { S3Storage } from '../src/storage/s3-storage.js';

/** A store that runs for a test. */
export interface RunningStore {
  readonly storage: ObjectStorage;
  /** The small store of the tests verifies no signatures of version 4. */
  readonly verifiesSignatures: boolean;
  stop(): Promise<void>;
}

/** On the local disk, with its addresses served. */
export async function localStore(): Promise<RunningStore> {
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
export async function s3Store(): Promise<RunningStore> {
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

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') {
    throw new Error('The probe listens on no port.');
  }
  return address.port;
}

/** Both kinds of store, by name: what holds for one holds for the other. */
export const stores = [
  ['on the local disk', localStore],
  ['in an S3-compatible store', s3Store],
] as const;
