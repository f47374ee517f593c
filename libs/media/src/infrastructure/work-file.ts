import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { ObjectStorage } from '#libs/platform';

/**
 * Runs work on a copy of an object in a temporary file, which is gone afterwards: the decoder jumps about in a file,
 * and a picture in memory is one too many.
 *
 * @throws ObjectMissing, StorageFailure, and whatever the work throws
 */
export async function withWorkFile<T>(
  storage: ObjectStorage,
  key: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-picture-'));
  try {
    const file = join(folder, 'picture');
    const { stream } = await storage.get(key);
    await pipeline(stream, createWriteStream(file));
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
