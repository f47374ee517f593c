import type { Feature } from '#libs/database';
import { MediaJobs } from './media.jobs.js';
import { MediaInventoryReader } from './media-inventory.reader.js';
import { MediaReconciliationService } from './media-reconciliation.service.js';
import { PictureRepairService } from './picture-repair.service.js';
import { StorageJobs } from './storage.jobs.js';
import { StorageSweepService } from './storage-sweep.service.js';

/** What the module takes from this folder. */
export const upkeepFeature: Feature = {
  providers: [
    MediaInventoryReader,
    MediaJobs,
    MediaReconciliationService,
    PictureRepairService,
    StorageJobs,
    StorageSweepService,
  ],
};
