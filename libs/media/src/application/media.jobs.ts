import { Injectable, Logger } from '@nestjs/common';
import { MediaRemoved } from '#libs/events';
import { DomainEvents, Scheduled, UnitOfWork } from '#libs/platform';

import type { Touched } from '../infrastructure/media.repository.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';
import { MediaShelves } from './media-shelves.js';
import { StorageSweep } from './storage-sweep.js';

const BATCH = 200;

/** What happens to media when nobody does anything. */
@Injectable()
export class MediaJobs {
  private readonly log = new Logger(MediaJobs.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly processing: ProcessingRepository,
    private readonly shelves: MediaShelves,
    private readonly sweep: StorageSweep,
    private readonly events: DomainEvents,
  ) {}

  /** Removes what is attached to nothing for a day, and what was deleted 30 days ago. */
  @Scheduled({ name: 'media.remove-orphans', cron: '*/10 * * * *' })
  async removeOrphans(): Promise<void> {
    await this.removeAll(() => this.processing.removeOrphans(BATCH));
    await this.removeAll(() => this.processing.removeDeleted(BATCH));
  }

  /** Gives up on uploads whose processing never ended, and removes them from storage. */
  @Scheduled({ name: 'media.give-up', cron: '23 * * * *' })
  async giveUp(): Promise<void> {
    for (;;) {
      const given = await this.work.run(() => this.processing.giveUp(BATCH));
      for (const { storageKey } of given) {
        await this.shelves.tidy(storageKey);
      }
      if (given.length < BATCH) {
        return;
      }
    }
  }

  /** Removes objects that the database doesn't know. */
  @Scheduled({ name: 'media.sweep-storage', cron: '17 3 * * *', expireInSeconds: 3 * 60 * 60 })
  async sweepStorage(): Promise<void> {
    const cleared = await this.sweep.run(new Date());
    if (cleared.length > 0) {
      this.log.warn({ places: cleared.length }, 'Objects without a medium were removed.');
    }
  }

  private async removeAll(removeSome: () => Promise<Touched[]>): Promise<void> {
    for (;;) {
      const removed = await this.work.run(async () => {
        const media = await removeSome();
        await this.events.publish(
          ...media.map(({ id, storageKey }) => new MediaRemoved({ mediaId: id, storageKey })),
        );
        return media.length;
      });
      if (removed < BATCH) {
        return;
      }
    }
  }
}
