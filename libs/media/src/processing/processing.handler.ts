import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { MediaUploaded } from '#libs/events';
import { Loop } from '#libs/jobs';
import { MediaShelvesService } from '../addresses/media-shelves.service.js';
import type { Media } from '../medium/media.js';
import { MediaRepository } from '../medium/media.repository.js';
import { MediumProcessingService } from './medium-processing.service.js';
import { type Leased, ProcessingLeasesRepository } from './processing-leases.repository.js';

/** How often is looked whether another process is done with a picture, in milliseconds. */
const LOOK_MS = 250;

/** Makes uploads fit to be served, in the background. */
@Injectable()
export class ProcessingHandler {
  /** Of those that are processed here now. */
  private large = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly leases: ProcessingLeasesRepository,
    private readonly processing: MediumProcessingService,
    private readonly shelves: MediaShelvesService,
  ) {}

  /** Processes the picture whose turn it is: each upload leaves one turn, whoever takes it. */
  @AfterCommit(MediaUploaded, { name: 'media.make-variants', concurrency: 2 })
  async takeTurn({ data: { mediaId } }: MediaUploaded): Promise<void> {
    const next = await this.next(false);
    if (next !== undefined) {
      await this.process(next);
    }
    if (next?.id !== mediaId) {
      await this.tidyUp(await this.media.find(mediaId));
    }
  }

  /** Goes on with what killed processes left, and gives up on what kills each of them. */
  @Loop({ name: 'media.take-over', everyMs: 3_000 })
  async takeOver(): Promise<void> {
    for (const { storageKey } of await this.processing.giveUpSpent()) {
      await this.shelves.tidy(storageKey);
    }
    for (let left = await this.next(true); left !== undefined; left = await this.next(true)) {
      await this.process(left);
    }
  }

  /** Processes this picture now; waits for who does so already. */
  async makeVariants({ data: { mediaId } }: MediaUploaded): Promise<void> {
    for (;;) {
      if (await this.work.run(() => this.leases.take(mediaId))) {
        return this.process({ id: mediaId, small: false });
      }
      const medium = await this.media.find(mediaId);
      if (medium?.status !== 'processing') {
        return this.tidyUp(medium);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  private next(onlyLeft: boolean): Promise<Leased | undefined> {
    return this.work.run(() => this.leases.takeNext({ onlySmall: this.large > 0, onlyLeft }));
  }

  private async process({ id, small }: Leased): Promise<void> {
    const medium = await this.media.find(id);
    if (medium === undefined) {
      return;
    }
    this.large += small ? 0 : 1;
    try {
      await this.processing.run(medium);
    } finally {
      this.large -= small ? 0 : 1;
    }
    await this.tidyUp(medium);
  }

  /** Meanwhile a medium may have been processed twice, claimed, or removed. */
  private async tidyUp(medium: Media | undefined): Promise<void> {
    if (medium !== undefined) {
      await this.shelves.settle(medium.id);
      await this.shelves.tidy(medium.storageKey);
    }
  }
}
