import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MeasuredBody } from './measured-body.js';
import type { ObjectAddresses } from './object-addresses.js';
import { assertObjectFolder, assertObjectKey, contentTypeOf } from './object-key.js';
import {
  type ByteRange,
  type ObjectContent,
  type ObjectStat,
  ObjectStorage,
  type PresignedUpload,
  STALE_PART_MS,
} from './object-storage.js';
import { ObjectMissing, StorageFailure } from './storage.errors.js';

/** What is written lies here until it is whole; no key can name this folder. */
const PARTS = '.parts';

/** Pictures and archives are for the service alone, whoever else uses the machine. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export interface LocalStorageOptions {
  /** Folder of the objects; made when it isn't there. */
  readonly root: string;
  /** At which direct uploads are taken. */
  readonly addresses: ObjectAddresses;
}

/** Objects as files below one folder, served by the service itself under `/media/`. */
export class LocalStorage extends ObjectStorage {
  readonly root: string;
  private readonly addresses: ObjectAddresses;

  constructor({ root, addresses }: LocalStorageOptions) {
    super();
    this.root = root;
    this.addresses = addresses;
  }

  override async put(key: string, body: Readable | Buffer): Promise<{ size: number }> {
    const target = this.path(key);
    const measured = new MeasuredBody(body);
    const { source, meter } = measured;
    try {
      return await this.placing(target, async (part) => {
        // Opened first: a stream that still opens its file makes it after it was removed.
        const file = await open(part, 'wx', FILE_MODE);
        const sink = file.createWriteStream({ flush: true });
        await pipeline(source, meter, measured.into(sink));
        return { size: meter.counted };
      });
    } catch (error) {
      throw measured.blame(`store ${key}`, error);
    }
  }

  override async get(key: string, range?: ByteRange): Promise<ObjectContent> {
    const path = this.path(key);
    return this.within(`read ${key}`, async () => {
      // Opened at once: what is deleted from now on is still read to its end.
      const file = await open(path).catch(ignoreAbsent);
      const found = await file?.stat();
      if (file === undefined || found?.isFile() !== true) {
        await file?.close();
        throw new ObjectMissing(key);
      }
      const stream = file.createReadStream(range ?? {});
      return { stream, size: found.size, contentType: contentTypeOf(key) };
    });
  }

  override async stat(key: string): Promise<ObjectStat | undefined> {
    const path = this.path(key);
    try {
      const found = await stat(path);
      return found.isFile() ? { key, size: found.size, modifiedAt: found.mtime } : undefined;
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw new StorageFailure(`look at ${key}`, error);
    }
  }

  override async delete(keys: readonly string[]): Promise<void> {
    const paths = keys.map((key) => this.path(key));
    for (const path of paths) {
      await this.within('delete', () => unlink(path).catch(ignoreAbsent));
      // A folder that others still use, or that is already gone, stays as it is.
      await rmdir(dirname(path)).catch(() => undefined);
    }
  }

  override async copy(from: string, to: string): Promise<void> {
    const source = this.path(from);
    const target = this.path(to);
    await this.within(`copy ${from}`, () =>
      this.placing(target, async (part) => {
        await copyFile(source, part, constants.COPYFILE_FICLONE).catch((error: unknown) => {
          throw isAbsent(error) ? new ObjectMissing(from) : error;
        });
        // A copy has the mode of its source.
        await chmod(part, FILE_MODE);
        await flush(part);
      }),
    );
  }

  override async *list(prefix: string): AsyncIterable<ObjectStat> {
    assertObjectFolder(prefix);
    for (const file of await this.filesIn(join(this.root, prefix))) {
      const found = await this.stat(relative(this.root, file).split(sep).join('/'));
      if (found) {
        yield found;
      }
    }
  }

  override readonly servesPublic = false;

  override directUrl(): undefined {
    return undefined;
  }

  override passingUrl(key: string): Promise<string> {
    return Promise.reject(new Error(`The service itself gives the bytes of ${key}.`));
  }

  override presignUpload(
    key: string,
    options: { contentType: string; bytes: number; ttlSeconds: number },
  ): Promise<PresignedUpload> {
    assertObjectKey(key);
    const { contentType, bytes, ttlSeconds } = options;
    const expires = Math.floor(Date.now() / 1000) + ttlSeconds;
    const query = new URLSearchParams({
      bytes: String(bytes),
      type: contentType,
      expires: String(expires),
      signature: this.addresses.signer.sign({ act: 'upload', key, bytes, contentType }, expires),
    });
    return Promise.resolve({
      method: 'PUT',
      url: `${this.addresses.lasting(`uploads/${key.slice('incoming/'.length)}`)}?${query.toString()}`,
      headers: { 'content-type': contentType, 'content-length': String(bytes) },
      expiresAt: new Date(expires * 1000),
    });
  }

  override async check(): Promise<void> {
    await this.within('take a file', async () => {
      const probe = await this.newPart();
      await writeFile(probe, 'ok', { flush: true, mode: FILE_MODE });
      await unlink(probe);
    });
  }

  override async removeStaleParts(now: Date): Promise<number> {
    let removed = 0;
    for (const part of await this.filesIn(join(this.root, PARTS))) {
      const found = await stat(part).catch(() => undefined);
      if (found && now.getTime() - found.mtimeMs > STALE_PART_MS) {
        await this.within('remove a part', () => rm(part, { force: true }));
        removed += 1;
      }
    }
    return removed;
  }

  /** Where the object of a key lies on the disk. */
  path(key: string): string {
    assertObjectKey(key);
    return join(this.root, key);
  }

  private async newPart(): Promise<string> {
    await mkdir(join(this.root, PARTS), { recursive: true, mode: FOLDER_MODE });
    return join(this.root, PARTS, randomUUID());
  }

  /** Writes a part, then gives it its name at once: no reader ever sees half an object. */
  private async placing<T>(target: string, write: (part: string) => Promise<T>): Promise<T> {
    const part = await this.newPart();
    try {
      const result = await write(part);
      await renameInto(part, target);
      await flush(dirname(target));
      return result;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  private async filesIn(folder: string): Promise<string[]> {
    const entries = await this.within('list', () =>
      readdir(folder, { withFileTypes: true, recursive: true }).catch(
        (error: unknown): Dirent[] => {
          ignoreAbsent(error);
          return [];
        },
      ),
    );
    return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  }

  private async within<T>(act: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof ObjectMissing ? error : new StorageFailure(act, error);
    }
  }
}

/** Renames, making the folder again when a deletion of its last object has just taken it away. */
async function renameInto(part: string, target: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Inside: a folder that goes while it is looked at fails here already.
      await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE });
      await rename(part, target);
      return;
    } catch (error) {
      if (!isAbsent(error) || attempt === 10) {
        throw error;
      }
    }
  }
}

/** Makes a written file, or the names in a folder, survive a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(ignoreAbsent);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** Whether there is no file of that name, rather than a disk that fails. */
export function isAbsent(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}

function ignoreAbsent(error: unknown): undefined {
  if (!isAbsent(error)) {
    throw error;
  }
  return undefined;
}
