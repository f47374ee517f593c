import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaRemoved } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { untilNothing } from '#libs/personal-data';
import { ProcessingRepository } from '../medium/processing.repository.js';

/** Pictures of an erased person that go in one transaction. */
const ERASED_AT_ONCE = 200;

/** Removes the pictures of people for good. */
@Injectable()
export class MediaErasureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processing: ProcessingRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Removes all pictures of a person for good, in several transactions; their objects soon after. May be repeated.
   *
   * @returns how many there were
   */
  erase(ownerId: UserId): Promise<number> {
    return untilNothing(this.work, async () => {
      const removed = await this.processing.removeOf(ownerId, ERASED_AT_ONCE);
      for (const { id, storageKey } of removed) {
        await this.events.publish(new MediaRemoved({ mediaId: id, storageKey }));
      }
      return removed.length;
    });
  }
}
