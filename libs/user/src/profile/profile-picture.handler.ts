import { Injectable } from '@nestjs/common';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { MediaProcessed, UserReactivated } from '#libs/events';
import { MediaReader, MediaService } from '#libs/media';
import { ProfilePictureService } from './profile-picture.service.js';

/** Keeps the pictures of profiles for those who see the people. */
@Injectable()
export class ProfilePictureHandler {
  constructor(
    private readonly media: MediaService,
    private readonly reader: MediaReader,
    private readonly pictures: ProfilePictureService,
  ) {}

  /** A profile that waits for the picture shows it from now on. */
  @AfterCommit(MediaProcessed, { name: 'user.adopt-picture' })
  async adopt({ data: { mediaId } }: MediaProcessed): Promise<void> {
    const [medium] = await this.reader.access([mediaId]);
    if (medium?.attachmentType === 'profile') {
      await this.pictures.adopt(medium.ownerId, mediaId);
    }
  }

  /** A suspension has taken it away from everyone. */
  @InTransaction(UserReactivated)
  show({ data }: UserReactivated): Promise<void> {
    return this.media.setAudience({ type: 'profile', id: data.userId }, true);
  }
}
