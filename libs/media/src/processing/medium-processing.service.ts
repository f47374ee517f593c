import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaProcessed } from '#libs/events';
import { DomainError } from '#libs/kernel';
import { ObjectMissing, StorageFailure } from '#libs/storage';
import type { Media } from '../medium/media.js';
import type { Touched } from '../medium/media.repository.js';
import { ProcessingRepository } from '../medium/processing.repository.js';
import { PictureProcessorService } from './picture-processor.service.js';
import { ProcessingLeasesRepository } from './processing-leases.repository.js';

/** How often a process or its decoder may end over a picture before that is given up. */
const TRIES = 3;

/** Processes a medium that is leased, notes what came of it, and tells. */
@Injectable()
export class MediumProcessingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leases: ProcessingLeasesRepository,
    private readonly processing: ProcessingRepository,
    private readonly processor: PictureProcessorService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * A picture that can't be decoded fails for good, one whose decoder ends without an answer after a few tries.
   *
   * @throws whatever else goes wrong; it is to be tried again
   */
  async run(medium: Media): Promise<void> {
    const { id } = medium;
    try {
      const processed = await this.leases.whileHeld(id, () => this.processor.process(medium));
      await this.work.run(async () => {
        if (await this.processing.finish(id, processed)) {
          await this.events.publish(new MediaProcessed({ mediaId: id }));
        }
      });
    } catch (error) {
      if (error instanceof DomainError || error instanceof ObjectMissing) {
        await this.work.run(() => this.processing.fail(id, error.message));
        return;
      }
      await this.work.run(() => this.leases.release(id, !(error instanceof StorageFailure)));
      const isSpent = (await this.giveUpSpent()).some((given) => given.id === id);
      if (!isSpent) {
        throw error;
      }
    }
  }

  /** Gives up on what ended too many tries without an answer. @returns those media */
  giveUpSpent(): Promise<Touched[]> {
    return this.work.run(() => this.leases.giveUpAfter(TRIES));
  }
}
