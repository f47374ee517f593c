import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/kernel';
import { ObjectMissing, StorageFailure, UnitOfWork } from '#libs/platform';

import type { Media } from '../domain/media.js';
import type { Touched } from '../infrastructure/media.repository.js';
import { ProcessingLeases } from '../infrastructure/processing-leases.repository.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';
import { PictureProcessor } from './picture-processor.js';

/** How often a process or its decoder may end over a picture before that is given up. */
const TRIES = 3;

/** Processes a medium that is leased, and notes what came of it. */
@Injectable()
export class MediumProcessing {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leases: ProcessingLeases,
    private readonly processing: ProcessingRepository,
    private readonly processor: PictureProcessor,
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
      await this.work.run(() => this.processing.finish(id, processed));
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
