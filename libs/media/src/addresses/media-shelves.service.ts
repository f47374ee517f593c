import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import { ObjectStorage } from '#libs/storage';
import type { MediaId } from '../medium/media.js';
import { MediaRepository } from '../medium/media.repository.js';
import {
  foldersOf,
  isPublicShelf,
  movesTo,
  nameIn,
  newName,
  rawKeyOf,
  type StorageKey,
} from '../medium/media-key.js';
import { ProcessingRepository } from '../medium/processing.repository.js';

/** Queue of places that were left: `{ place }`. */
export const LEFT_PLACES = 'media.clear-place';

/** Seconds for which the objects of a picture stay where clients have just been led to. */
const LED_THERE = 2 * 60;

/**
 * Keeps the objects of media where they belong: what is for everyone in `public/`, where clients fetch it from the
 * store itself, and nothing else. Everything here may be repeated, also after a crash in between: a move copies to a
 * new place while the row is locked, and leaves the clearing of the old one to a job.
 */
@Injectable()
export class MediaShelvesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly processing: ProcessingRepository,
    private readonly storage: ObjectStorage,
    private readonly jobs: Jobs,
  ) {}

  /** Moves the objects of a processed medium if they must not stay where they are. Its addresses go on working. */
  async settle(id: MediaId): Promise<void> {
    const left = await this.work.run(() => this.moveIfMisplaced(id));
    // Where everyone could fetch it there is nothing to be left.
    if (left !== undefined && isPublicShelf(left)) {
      await this.clear(left);
    }
  }

  /** Deletes the objects at a place that was left. */
  async clear(place: StorageKey): Promise<void> {
    await this.work.run(async () => {
      if ((await this.media.lockAt([place])) === undefined) {
        await this.storage.delete(await this.objectsIn(`${place}/`));
      }
    });
  }

  /** Deletes the objects of one name that lie where they don't belong: all of them when their medium is gone. */
  async tidy(key: StorageKey): Promise<void> {
    const raw = rawKeyOf(key);
    const folders = foldersOf(key);
    await this.work.run(async () => {
      const medium = await this.media.lockAt([
        raw,
        ...folders.map((folder) => folder.slice(0, -1)),
      ]);
      if (medium?.status === 'announced' || medium?.status === 'processing') {
        return;
      }
      await this.storage.delete([raw]);
      for (const folder of folders) {
        if (folder !== `${medium?.storageKey ?? ''}/`) {
          await this.storage.delete(await this.objectsIn(folder));
        }
      }
    });
  }

  /** @returns the place that was left */
  private async moveIfMisplaced(id: MediaId): Promise<StorageKey | undefined> {
    const medium = await this.media.lock(id);
    // One that is being processed goes to the right place when that is done.
    const shelf =
      medium?.status === 'ready' ? movesTo(medium, this.storage.servesPublic) : undefined;
    if (medium === undefined || shelf === undefined) {
      return undefined;
    }
    const from = medium.storageKey;
    const to = `${shelf}/${newName()}`;
    const objects = await this.objectsIn(`${from}/`);
    await Promise.all(objects.map((key) => this.storage.copy(key, key.replace(from, to))));
    await this.processing.move(id, to, nameIn(from));
    await this.jobs.send(
      LEFT_PLACES,
      { place: from },
      { startAfter: isPublicShelf(from) ? 0 : LED_THERE },
    );
    return from;
  }

  private async objectsIn(folder: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.storage.list(folder)) {
      keys.push(key);
    }
    return keys;
  }
}
