import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import type { MediaId } from '../medium/media.js';
import { ProcessingRepository } from '../medium/processing.repository.js';

/** Removes pictures whose thing is gone for good, and that must not outlive it. */
@Injectable()
export class MediaDiscardService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: ProcessingRepository,
    private readonly events: DomainEvents,
  ) {}

  /** Removes pictures for good, in the transaction of the caller: their addresses are dead, their objects follow. */
  discard(ids: readonly MediaId[]): Promise<void> {
    return this.work.run(async () => {
      const removed = ids.length === 0 ? [] : await this.media.remove(ids);
      await this.events.publish(
        ...removed.map(({ id, storageKey }) => new MediaRemoved({ mediaId: id, storageKey })),
      );
    });
  }
}
