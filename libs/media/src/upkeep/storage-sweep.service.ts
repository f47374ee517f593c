import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { ObjectStorage } from '#libs/storage';
import { MediaShelvesService } from '../addresses/media-shelves.service.js';
import { nameIn, type StorageKey, storageKeyOf } from '../medium/media-key.js';
import { MediaInventoryReader } from './media-inventory.reader.js';

const BATCH = 500;
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How old a stray is before it counts, in milliseconds. */
export interface StrayAges {
  /** Of one whose medium isn't there: its upload may still be arriving. */
  readonly unknown: number;
  /** Of one whose medium lies elsewhere: it may be on its way. */
  readonly misplaced: number;
}

const USUAL_AGES: StrayAges = { unknown: DAY_MS, misplaced: 10 * MINUTE_MS };

/** Objects of a medium that lie where none should. */
export interface Stray {
  readonly place: StorageKey;
  /** Where the medium lies; `undefined` when there is none. */
  readonly belongs: StorageKey | undefined;
}

/** Finds objects that no medium knows: left by a crash between the storage and the database. */
@Injectable()
export class StorageSweepService {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly inventory: MediaInventoryReader,
    private readonly shelves: MediaShelvesService,
    private readonly clock: Clock,
  ) {}

  /** Removes what lies where it shouldn't. Objects of other libs are left alone. @returns the cleared places */
  async run(): Promise<StorageKey[]> {
    const cleared: StorageKey[] = [];
    for await (const { place } of this.strays()) {
      await this.clear(place);
      cleared.push(place);
    }
    await this.storage.removeStaleParts(this.clock.now());
    return cleared;
  }

  /** Everything that lies where it shouldn't. */
  async *strays(ages: StrayAges = USUAL_AGES): AsyncGenerator<Stray> {
    const now = this.clock.now();
    for (const prefix of ['incoming/', 'private/', 'public/']) {
      let batch = new Map<StorageKey, Date>();
      for await (const { key, modifiedAt } of this.storage.list(prefix)) {
        const place = storageKeyOf(key);
        if (place !== undefined) {
          batch.set(place, modifiedAt);
        }
        if (batch.size === BATCH) {
          yield* this.straysIn(batch, now, ages);
          batch = new Map();
        }
      }
      yield* this.straysIn(batch, now, ages);
    }
  }

  /** Removes a stray, unless its medium lies there by now. */
  async clear(place: StorageKey): Promise<void> {
    // Looks again, with the row locked, before anything is deleted.
    await this.shelves.tidy(place);
  }

  private async *straysIn(
    places: ReadonlyMap<StorageKey, Date>,
    now: Date,
    ages: StrayAges,
  ): AsyncGenerator<Stray> {
    const known = await this.inventory.places([...places.keys()].map(nameIn));
    for (const [place, modifiedAt] of places) {
      const belongs = known.get(nameIn(place));
      const least = belongs === undefined ? ages.unknown : ages.misplaced;
      if (belongs !== place && now.getTime() - modifiedAt.getTime() >= least) {
        yield { place, belongs };
      }
    }
  }
}
