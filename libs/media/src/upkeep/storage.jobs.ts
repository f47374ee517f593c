import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaUploaded } from '#libs/events';
import { Scheduled } from '#libs/jobs';
import { removeStaleWorkFiles } from '../processing/work-file.js';
import { MediaInventoryReader } from './media-inventory.reader.js';
import { StorageSweepService } from './storage-sweep.service.js';

const RESUMED_AT_ONCE = 1_000;

/** Brings to its end what outages and killed processes left in the middle. */
@Injectable()
export class StorageJobs implements OnApplicationBootstrap {
  private readonly log = new Logger(StorageJobs.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly inventory: MediaInventoryReader,
    private readonly sweep: StorageSweepService,
    private readonly events: DomainEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await removeStaleWorkFiles(new Date());
  }

  /** Has uploads processed whose job failed for the last time: the storage was away for longer than it was tried. */
  @Scheduled({ name: 'media.resume', cron: '13 * * * *' })
  async resume(): Promise<void> {
    await this.work.run(async () => {
      const waiting = await this.inventory.waiting(RESUMED_AT_ONCE);
      await this.events.publish(...waiting.map((mediaId) => new MediaUploaded({ mediaId })));
    });
  }

  /** Removes objects that the database doesn't know. */
  @Scheduled({ name: 'media.sweep-storage', cron: '17 3 * * *', expireInSeconds: 3 * 60 * 60 })
  async sweepStorage(): Promise<void> {
    const cleared = await this.sweep.run();
    if (cleared.length > 0) {
      this.log.warn({ places: cleared.length }, 'Objects without a medium were removed.');
    }
  }
}
