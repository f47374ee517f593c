import { Injectable } from '@nestjs/common';
import { MediaAudienceChanged, MediaRemoved, UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { AfterCommit, DomainEvents, UnitOfWork } from '#libs/platform';

import { MediaRepository } from '../infrastructure/media.repository.js';
import { MediaShelves } from './media-shelves.js';

/** Keeps the objects in storage where the facts want them. */
@Injectable()
export class ShelvingHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly shelves: MediaShelves,
    private readonly events: DomainEvents,
  ) {}

  @AfterCommit(MediaAudienceChanged, { name: 'media.move-objects' })
  async moveObjects({ data: { mediaId } }: MediaAudienceChanged): Promise<void> {
    await this.shelves.settle(mediaId);
  }

  @AfterCommit(MediaRemoved, { name: 'media.remove-objects' })
  async removeObjects({ data: { storageKey } }: MediaRemoved): Promise<void> {
    await this.shelves.tidy(storageKey);
  }

  /** Pictures of a suspended or deleted person stop being for everyone. */
  @AfterCommit(UserDeactivated, { name: 'media.hide-pictures' })
  async hidePictures({ data: { userId } }: UserDeactivated): Promise<void> {
    await this.moveAllOf(userId);
  }

  @AfterCommit(UserReactivated, { name: 'media.show-pictures' })
  async showPictures({ data: { userId } }: UserReactivated): Promise<void> {
    await this.moveAllOf(userId);
  }

  private async moveAllOf(ownerId: UserId): Promise<void> {
    await this.work.run(async () => {
      const ids = await this.media.publicOf(ownerId);
      await this.events.publish(...ids.map((mediaId) => new MediaAudienceChanged({ mediaId })));
    });
  }
}
