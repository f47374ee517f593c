import { Injectable, type OnModuleInit } from '@nestjs/common';
import { batches } from '#libs/kernel';
import { type Discrepancy, Reconciliation, Reconciliations } from '#libs/reconciliation';
import type { MediaId } from '../medium/media.js';
import { type Defect, PictureCheckService } from '../processing/picture-check.service.js';
import { type ListedMedium, MediaInventoryReader } from './media-inventory.reader.js';
import { PictureRepairService } from './picture-repair.service.js';
import { StorageSweepService } from './storage-sweep.service.js';

const BATCH = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

const WORDS: Readonly<Record<Defect, string>> = {
  unprocessed: 'still waits to be processed',
  'upload-left': 'has failed, but its upload is still stored',
  misplaced: 'lies where its audience does not want it',
  lost: 'has lost its original, and can only be marked failed',
  incomplete: 'lacks variants',
};

/** Compares the table `media` and the objects in storage, both ways. */
@Injectable()
export class MediaReconciliationService extends Reconciliation implements OnModuleInit {
  readonly subject = 'pictures';

  constructor(
    private readonly registry: Reconciliations,
    private readonly inventory: MediaInventoryReader,
    private readonly check: PictureCheckService,
    private readonly repairs: PictureRepairService,
    private readonly sweep: StorageSweepService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  /**
   * What may be on its way is no discrepancy for ten minutes, but a repair brings it to its end at once. Objects of
   * no medium count, and are removed, after a day.
   *
   * @throws StorageFailure when the storage is away or can't be the right one
   */
  override async *reconcile({ repair }: { repair: boolean }): AsyncGenerator<Discrepancy> {
    for await (const medium of this.media()) {
      const defect = await this.check.defectOf(medium);
      if (defect === 'lost') {
        await this.check.assertNotEmpty();
      }
      if (defect !== undefined && (repair || !medium.isRecent)) {
        if (repair) {
          await this.repairs.repair(medium, defect);
        }
        yield { what: `picture ${medium.id} ${WORDS[defect]}`, repaired: repair };
      }
    }
    yield* this.strays(repair);
  }

  private async *strays(repair: boolean): AsyncGenerator<Discrepancy> {
    const ages = repair ? { unknown: DAY_MS, misplaced: 0 } : undefined;
    for await (const { place, belongs } of this.sweep.strays(ages)) {
      if (repair) {
        await this.sweep.clear(place);
      }
      const owner = belongs === undefined ? 'no picture' : `a picture that lies at ${belongs}`;
      yield { what: `objects at ${place} belong to ${owner}`, repaired: repair };
    }
  }

  private async *media(): AsyncGenerator<ListedMedium> {
    const listed = (after: MediaId | '0') => this.inventory.after(after, BATCH);
    for await (const media of batches(listed, ({ id }) => id)) {
      yield* media;
    }
  }
}
