import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import { Scheduled } from '#libs/jobs';
import { MediaShelvesService } from '../addresses/media-shelves.service.js';
import type { Touched } from '../medium/media.repository.js';
import { ProcessingRepository } from '../medium/processing.repository.js';

const BATCH = 200;

/** What happens to media when nobody does anything. */
@Injectable()
export class MediaJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processing: ProcessingRepository,
    private readonly shelves: MediaShelvesService,
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
