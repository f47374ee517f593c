import { Injectable } from '@nestjs/common';
import { ObjectStorage } from '#libs/platform';

import { type StorageKey, storageKeyOf } from '../domain/media-key.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';
import { MediaShelves } from './media-shelves.js';

const BATCH = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Finds objects that no medium knows: left by a crash between the storage and the database. */
@Injectable()
export class StorageSweep {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly processing: ProcessingRepository,
    private readonly shelves: MediaShelves,
  ) {}

  /**
   * Removes strays that are older than a day. Objects of other libs are left alone.
   *
   * @returns the places that were cleared
   */
  async run(now: Date): Promise<StorageKey[]> {
    const cleared: StorageKey[] = [];
    for (const prefix of ['incoming/', 'private/', 'public/']) {
      let batch = new Set<StorageKey>();
      for await (const { key, modifiedAt } of this.storage.list(prefix)) {
        const place = storageKeyOf(key);
        if (place !== undefined && now.getTime() - modifiedAt.getTime() > DAY_MS) {
          batch.add(place);
        }
        if (batch.size === BATCH) {
          cleared.push(...(await this.clear(batch)));
          batch = new Set();
        }
      }
      cleared.push(...(await this.clear(batch)));
    }
    return cleared;
  }

  private async clear(places: ReadonlySet<StorageKey>): Promise<StorageKey[]> {
    const known = await this.processing.known([...places]);
    const strays = [...places].filter((place) => !known.has(place));
    for (const stray of strays) {
      // Looks again, with the row locked, before anything is deleted.
      await this.shelves.tidy(stray);
    }
    return strays;
  }
}
