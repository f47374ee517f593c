import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Fastify from 'fastify';

import { freePort, s3Store } from '#libs/testing';

import { AddressSigner } from '../src/storage/address-signer.js';
import { serveLocalFiles } from '../src/storage/local-files.js';
import { LocalStorage } from '../src/storage/local-storage.js';
import type { ObjectStorage } from '../src/storage/object-storage.js';
import { S3Storage } from '../src/storage/s3-storage.js';

/** A store that runs for a test. */
export interface RunningStore {
  readonly storage: ObjectStorage;
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
    stop: async () => {
      await server.close();
      await rm(root, { recursive: true });
    },
  };
}

/** In a small S3 store of its own. */
export async function inS3(): Promise<RunningStore> {
  const store = await s3Store();
  const storage = new S3Storage(store.options);
  return {
    storage,
    stop: async () => {
      storage.close();
      await store.stop();
    },
  };
}

/** Both kinds of store, by name: what holds for one holds for the other. */
export const stores = [
  ['on the local disk', localStore],
  ['in an S3-compatible store', inS3],
] as const;
