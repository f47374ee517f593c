import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { MediaUploaded } from '#libs/events';
import { MediaShelvesService } from '../addresses/media-shelves.service.js';
import type { Media } from '../medium/media.js';
import { rawKeyOf } from '../medium/media-key.js';
import { ProcessingRepository } from '../medium/processing.repository.js';
import type { Defect } from '../processing/picture-check.service.js';
import { PictureProcessorService } from '../processing/picture-processor.service.js';
import { ProcessingHandler } from '../processing/processing.handler.js';

/** Puts right what is wrong with a medium. Everything may be repeated, and done while people act. */
@Injectable()
export class PictureRepairService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processing: ProcessingRepository,
    private readonly processor: PictureProcessorService,
    private readonly handler: ProcessingHandler,
    private readonly shelves: MediaShelvesService,
  ) {}

  /** @throws StorageFailure, and whatever the processing stumbles over */
  async repair(medium: Media, defect: Defect): Promise<void> {
    switch (defect) {
      case 'unprocessed':
        return this.handler.makeVariants(new MediaUploaded({ mediaId: medium.id }));
      case 'misplaced':
        return this.shelves.settle(medium.id);
      case 'incomplete':
        await this.processor.restoreVariants(medium);
        return this.shelves.tidy(medium.storageKey);
      case 'upload-left':
        return this.shelves.tidy(medium.storageKey);
      case 'lost':
        await this.work.run(() => this.processing.lose(medium.id, rawKeyOf(medium.storageKey)));
        return this.shelves.tidy(medium.storageKey);
    }
  }
}
