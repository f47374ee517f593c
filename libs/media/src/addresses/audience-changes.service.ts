import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaAudienceChanged } from '#libs/events';
import { ObjectStorage } from '#libs/storage';
import type { MediaId } from '../medium/media.js';
import { MediaShelvesService } from './media-shelves.service.js';

/** Pictures whose objects are moved before the act is answered; more follow in the background. */
const AT_ONCE = 100;
const BESIDE = 8;
/** Milliseconds that an answer waits for them at most. */
const PATIENCE_MS = 5_000;

/** Sees to it that objects follow those who may see them. In the transaction of the caller. */
@Injectable()
export class AudienceChangesService {
  private readonly log = new Logger(AudienceChangesService.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly shelves: MediaShelvesService,
    private readonly storage: ObjectStorage,
    private readonly events: DomainEvents,
  ) {}

  /** Media became visible to everyone, or came back: their objects follow in the background. */
  async opened(ids: readonly MediaId[]): Promise<void> {
    await this.events.publish(...ids.map((mediaId) => new MediaAudienceChanged({ mediaId })));
  }

  /**
   * Media must not be seen by everyone any more. Where clients fetch them from the store itself, they are taken away
   * before the act is answered; what can't be done by then follows in the background.
   */
  async closed(ids: readonly MediaId[]): Promise<void> {
    await this.opened(ids);
    if (this.storage.servesPublic && ids.length > 0) {
      this.work.afterwards(() => this.hurry(ids.slice(0, AT_ONCE)));
    }
  }

  private async hurry(ids: readonly MediaId[]): Promise<void> {
    const left = ids.values();
    const work = async (): Promise<void> => {
      for (const id of left) {
        await this.shelves.settle(id);
      }
    };
    const working = Promise.all(Array.from({ length: BESIDE }, work)).catch((error: unknown) => {
      this.log.warn({ err: error }, 'Pictures will be taken away later: the storage is away.');
    });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((end) => {
      timer = setTimeout(end, PATIENCE_MS);
    });
    await Promise.race([working, patience]);
    clearTimeout(timer);
  }
}
