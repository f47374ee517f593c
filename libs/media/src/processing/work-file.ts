import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ObjectMissing, type ObjectStorage, StorageFailure } from '#libs/storage';

const PREFIX = 'maru-picture-';
/** Longer than any work on a picture takes. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Runs work on a copy of an object in a temporary file, which is gone afterwards: the decoder jumps about in a file,
 * and a picture in memory is one too many.
 *
 * @throws ObjectMissing, StorageFailure (also when there is no room for the copy), and whatever the work throws
 */
export async function withWorkFile<T>(
  storage: ObjectStorage,
  key: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX)).catch(noRoom);
  try {
    const file = join(folder, 'picture');
    await fetched(storage, key, file);
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the temporary files that killed processes left on this machine more than a day ago. */
export async function removeStaleWorkFiles(now: Date): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    const found = name.startsWith(PREFIX) ? await stat(folder).catch(() => undefined) : undefined;
    if (found && now.getTime() - found.mtimeMs > STALE_MS) {
      // Of another user of the machine, it is not ours to remove.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function fetched(storage: ObjectStorage, key: string, file: string): Promise<void> {
  try {
    const { stream } = await storage.get(key);
    await pipeline(stream, createWriteStream(file));
  } catch (error) {
    throw error instanceof ObjectMissing || error instanceof StorageFailure ? error : lost(error);
  }
}

function noRoom(error: unknown): never {
  throw lost(error);
}

function lost(error: unknown): StorageFailure {
  return new StorageFailure('copy a picture to work on', error);
}
