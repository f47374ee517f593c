import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { ProfileClosed, ProfileOpened, UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { PersonPostReader } from '../leaving/person-post.reader.js';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import { tagCounters } from '../post/post-counters.sql.js';
import { PictureAudienceService } from './picture-audience.service.js';

/**
 * When everyone may see a person's posts from now on, or no longer: the addresses of their pictures, and how
 * many posts their tags count. Each run follows the person's state at that time, so the order of runs
 * doesn't matter.
 */
@Injectable()
export class AuthorExposureHandler {
  constructor(
    private readonly counters: Counters,
    private readonly reader: PersonPostReader,
    private readonly pictures: PictureAudienceService,
    private readonly postPictures: PostPicturesService,
  ) {}

  @AfterCommit(ProfileOpened, { name: 'post.show-after-opening' })
  open({ data }: ProfileOpened): Promise<void> {
    return this.follow(data.userId);
  }

  /** At once: what not everyone may see has no address for everyone. */
  @InTransaction(ProfileClosed)
  closePictures({ data }: ProfileClosed): Promise<void> {
    return this.postPictures.close(data.userId);
  }

  @AfterCommit(ProfileClosed, { name: 'post.hide-after-closing' })
  close({ data }: ProfileClosed): Promise<void> {
    return this.follow(data.userId);
  }

  @AfterCommit(UserDeactivated, { name: 'post.hide-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.follow(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'post.show-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.follow(data.userId);
  }

  private async follow(userId: UserId): Promise<void> {
    await this.pictures.adjust(userId);
    await this.counters.recountEach(tagCounters, (after, limit) =>
      this.reader.tagged(userId, after, limit),
    );
  }
}
