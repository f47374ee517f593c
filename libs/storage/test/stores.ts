import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { freePort, s3Store } from '#libs/testing';
import { serveAddresses } from '../src/address-routes.js';
import { AddressSigner } from '../src/address-signer.js';
import { LocalStorage } from '../src/local-storage.js';
import { AddressedObjects, ObjectAddresses } from '../src/object-addresses.js';
import type { ObjectStorage } from '../src/object-storage.js';
import { S3Storage } from '../src/s3-storage.js';

/** A store that runs for a test. */
export interface RunningStore {
  readonly storage: ObjectStorage;
  readonly addresses: ObjectAddresses;
  stop(): Promise<void>;
}

/** Every object has the address that its key says, and every upload is waited for. */
class EveryObject extends AddressedObjects {
  override find(address: string): Promise<string> {
    return Promise.resolve(address);
  }

  override awaits(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/** Addresses at a place, of every object. */
export function addressesAt(base: string): ObjectAddresses {
  const signer = new AddressSigner(['a secret of at least thirty-two bytes']);
  const addresses = new ObjectAddresses(base, signer);
  addresses.register(new EveryObject());
  return addresses;
}

/** On the local disk, with its addresses served. */
export async function localStore(): Promise<RunningStore> {
  const root = await mkdtemp(join(tmpdir(), 'maru-storage-'));
  return served(
    (addresses) => new LocalStorage({ root, addresses }),
    () => rm(root, { recursive: true }),
  );
}

/** In a small S3 store of its own. */
export async function inS3(): Promise<RunningStore> {
  const store = await s3Store();
  const storage = new S3Storage(store.options);
  return served(
    () => storage,
    async () => {
      storage.close();
      await store.stop();
    },
  );
}

async function served(
  open: (addresses: ObjectAddresses) => ObjectStorage,
  end: () => Promise<void>,
): Promise<RunningStore> {
  const port = await freePort();
  const addresses = addressesAt(`http://127.0.0.1:${String(port)}`);
  const storage = open(addresses);
  const server = Fastify();
  serveAddresses(server, { storage, addresses });
  await server.listen({ port });
  return {
    storage,
    addresses,
    stop: async () => {
      await server.close();
      await end();
    },
  };
}

/** Both kinds of store, by name: what holds for one holds for the other. */
export const stores = [
  ['on the local disk', localStore],
  ['in an S3-compatible store', inS3],
] as const;
