import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { idBatches, type UserId } from '#libs/kernel';
import { PersonPostReader } from '../leaving/person-post.reader.js';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import type { PostId } from '../post/post.js';
import { PostRepository } from '../post/post.repository.js';
import { PostListingService } from './post-listing.service.js';

/** Posts whose pictures are adjusted in one transaction. */
const BATCH = 50;

/** Brings the pictures of all posts of a person in line with who may see the posts now. */
@Injectable()
export class PictureAudienceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: PersonPostReader,
    private readonly posts: PostRepository,
    private readonly listing: PostListingService,
    private readonly pictures: PostPicturesService,
  ) {}

  /** May be repeated, and run beside edits. */
  async adjust(authorId: UserId): Promise<void> {
    const pictured = idBatches<PostId>((after) => this.reader.pictured(authorId, after, BATCH));
    for await (const ids of pictured) {
      await this.work.run(() => this.adjustSome(authorId, ids));
    }
  }

  private async adjustSome(authorId: UserId, ids: readonly PostId[]): Promise<void> {
    const authorIsOpen = await this.listing.holdAuthor(authorId);
    const open: PostId[] = [];
    const others: PostId[] = [];
    for (const id of ids) {
      const post = await this.posts.take(id, authorId);
      const isOpen = post !== undefined && this.listing.exposure(post, [], authorIsOpen).open;
      (isOpen ? open : others).push(id);
    }
    await this.pictures.show(open, true);
    await this.pictures.show(others, false);
  }
}
