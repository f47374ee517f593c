import { Injectable } from '@nestjs/common';
import type { MediaId } from '#libs/kernel';
import { ObjectStorage, UnitOfWork } from '#libs/platform';

import { foldersOf, rawKeyOf, shelved, type StorageKey } from '../domain/media-key.js';
import { MediaRepository } from '../infrastructure/media.repository.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';

/**
 * Keeps the objects of media where their rows say. Everything here may be repeated, also after a crash in between:
 * the row is locked while its objects are copied or cleared away, so that a move back can't lose what a move forth
 * has just written.
 */
@Injectable()
export class MediaShelves {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly processing: ProcessingRepository,
    private readonly storage: ObjectStorage,
  ) {}

  /** Moves the objects of a processed medium to where its audience wants them; its old addresses die. */
  async settle(id: MediaId): Promise<void> {
    const key = await this.work.run(() => this.copyIfMisplaced(id));
    if (key !== undefined) {
      await this.tidy(key);
    }
  }

  /** Deletes the objects of a medium that lie where they don't belong: all of them when it is gone. */
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

  private async copyIfMisplaced(id: MediaId): Promise<StorageKey | undefined> {
    const medium = await this.media.lock(id);
    // One that is being processed goes to the right place when that is done.
    if (medium?.status !== 'ready') {
      return undefined;
    }
    const to = shelved(medium.storageKey, medium.shelf);
    if (to !== medium.storageKey) {
      for (const object of await this.objectsIn(`${medium.storageKey}/`)) {
        await this.storage.copy(object, object.replace(medium.storageKey, to));
      }
      await this.processing.move(id, to);
    }
    return to;
  }

  private async objectsIn(folder: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.storage.list(folder)) {
      keys.push(key);
    }
    return keys;
  }
}
