import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import { PostListed, PostPublished, PostUnlisted } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { ProfileHoldRepository } from '#libs/user';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import { factOf, isListed, type PostContent } from '../post/post.js';
import type { StoredPost } from '../post/post.repository.js';
import type { TagId } from '../post/tag.js';
import { PostTagsService } from '../tags/post-tags.service.js';

/** How far a post is out in the world. */
export interface Exposure {
  /** Somebody besides administrators sees it. */
  readonly there: boolean;
  /** It is no draft. */
  readonly published: boolean;
  /** It counts for its author: active, published and public. */
  readonly listed: boolean;
  /** Everyone may see it: listed, by an active author with a public profile. */
  readonly open: boolean;
  /** Its tags, which count it while it is open. */
  readonly tags: readonly TagId[];
}

/** A post that isn't there yet, or no more. */
export const HIDDEN: Exposure = {
  there: false,
  published: false,
  listed: false,
  open: false,
  tags: [],
};

/** A deactivated or deleted post: nobody sees it, but its first publishing is behind it. */
export function outOfSight({ status }: Pick<PostContent, 'status'>): Exposure {
  return { ...HIDDEN, published: status === 'published' };
}

/** Keeps what follows from who may see a post. In the transaction of the caller. */
@Injectable()
export class PostListingService {
  constructor(
    private readonly people: ProfileHoldRepository,
    private readonly pictures: PostPicturesService,
    private readonly tags: PostTagsService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Holds an author as they are until the transaction ends.
   *
   * @returns whether everyone may see their public posts
   */
  holdAuthor(authorId: UserId): Promise<boolean> {
    return this.people.isOpen(authorId);
  }

  /** The exposure of an active post. */
  exposure(
    post: Pick<PostContent, 'status' | 'visibility'>,
    tags: readonly TagId[],
    authorIsOpen: boolean,
  ): Exposure {
    const listed = isListed(post);
    const published = post.status === 'published';
    return { there: true, published, listed, open: listed && authorIsOpen, tags };
  }

  /**
   * Tells and counts what a change made of a post.
   *
   * @param post `pictured`: it had pictures before the change, which follow it
   */
  async change(
    post: Pick<StoredPost, 'id' | 'authorId' | 'pictured' | 'quotedPostId' | 'isDetached'>,
    before: Exposure,
    after: Exposure,
  ): Promise<void> {
    await this.tags.count(before.open ? before.tags : [], after.open ? after.tags : []);
    if (post.pictured && before.there && !after.there) {
      await this.pictures.withdraw([post.id]);
    } else if (post.pictured && before.open !== after.open) {
      await this.pictures.show([post.id], after.open);
    }
    const fact = { ...factOf(post) };
    if (after.published && !before.published) {
      await this.events.publish(new PostPublished(fact));
    }
    if (after.listed && !before.listed) {
      await this.events.publish(new PostListed(fact));
    }
    if (before.listed && !after.listed) {
      await this.events.publish(new PostUnlisted(fact));
    }
  }
}
