import { Injectable } from '@nestjs/common';
import { UserReactivated } from '#libs/events';
import { MediaService } from '#libs/media';
import { InTransaction } from '#libs/platform';

/** Keeps the pictures of profiles for those who see the people. */
@Injectable()
export class ProfilePictureHandler {
  constructor(private readonly media: MediaService) {}

  /** A suspension has taken it away from everyone. */
  @InTransaction(UserReactivated)
  show({ data }: UserReactivated): Promise<void> {
    return this.media.setAudience({ type: 'profile', id: data.userId }, true);
  }
}
