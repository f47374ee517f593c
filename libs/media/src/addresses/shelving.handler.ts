import { Injectable } from '@nestjs/common';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { MediaAudienceChanged, MediaRemoved, UserDeactivated } from '#libs/events';
import { JobHandler } from '#libs/jobs';
import type { StorageKey } from '../medium/media-key.js';
import { MediaLinkRepository } from '../medium/media-link.repository.js';
import { AudienceChangesService } from './audience-changes.service.js';
import { LEFT_PLACES, MediaShelvesService } from './media-shelves.service.js';

/** Keeps addresses and objects in line with the facts. */
@Injectable()
export class ShelvingHandler {
  constructor(
    private readonly links: MediaLinkRepository,
    private readonly shelves: MediaShelvesService,
    private readonly changes: AudienceChangesService,
  ) {}

  @AfterCommit(MediaAudienceChanged, { name: 'media.move-objects' })
  async moveObjects({ data: { mediaId } }: MediaAudienceChanged): Promise<void> {
    await this.shelves.settle(mediaId);
  }

  @AfterCommit(MediaRemoved, { name: 'media.remove-objects' })
  async removeObjects({ data: { storageKey } }: MediaRemoved): Promise<void> {
    await this.shelves.tidy(storageKey);
  }

  /** Soon once more when its process is killed: what must not be seen may still lie there. */
  @JobHandler<{ place: StorageKey }>({ name: LEFT_PLACES, expireInSeconds: 30 })
  async clearPlace({ place }: { place: StorageKey }): Promise<void> {
    await this.shelves.clear(place);
  }

  /** All addresses of pictures of a suspended or deleted person are dead, and stay so after a restoration. */
  @InTransaction(UserDeactivated)
  async endAddresses({ data: { userId } }: UserDeactivated): Promise<void> {
    await this.changes.closed(await this.links.endOfPerson(userId));
  }
}
