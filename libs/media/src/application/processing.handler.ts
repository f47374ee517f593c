import { Injectable } from '@nestjs/common';
import { MediaUploaded } from '#libs/events';
import { DomainError } from '#libs/kernel';
import { AfterCommit, ObjectMissing, UnitOfWork } from '#libs/platform';

import type { Media } from '../domain/media.js';
import { MediaRepository } from '../infrastructure/media.repository.js';
import { ProcessingRepository } from '../infrastructure/processing.repository.js';
import { MediaShelves } from './media-shelves.js';
import { PictureProcessor } from './picture-processor.js';

/** Makes uploads fit to be served, in the background. */
@Injectable()
export class ProcessingHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly processing: ProcessingRepository,
    private readonly processor: PictureProcessor,
    private readonly shelves: MediaShelves,
  ) {}

  /** A crash of the storage is tried again; a picture that can't be decoded fails for good. */
  @AfterCommit(MediaUploaded, { name: 'media.make-variants', concurrency: 1 })
  async makeVariants({ data: { mediaId } }: MediaUploaded): Promise<void> {
    const medium = await this.media.find(mediaId);
    if (medium === undefined) {
      return;
    }
    if (medium.status === 'processing') {
      await this.process(medium);
    }
    // Meanwhile the medium may have been processed twice, claimed, or removed.
    await this.shelves.settle(mediaId);
    await this.shelves.tidy(medium.storageKey);
  }

  private async process(medium: Media): Promise<void> {
    try {
      const processed = await this.processor.process(medium);
      await this.work.run(() => this.processing.finish(medium.id, processed));
    } catch (error) {
      if (!(error instanceof DomainError) && !(error instanceof ObjectMissing)) {
        throw error;
      }
      await this.work.run(() => this.processing.fail(medium.id, error.message));
    }
  }
}
