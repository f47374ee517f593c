import { Injectable } from '@nestjs/common';
import { BookmarkAdded, BookmarkRemoved, PostLikeAdded, PostLikeRemoved } from '#libs/events';
import type { PostId, Viewer } from '#libs/kernel';
import { Counters } from '#libs/counters';
import { DomainEvents } from '#libs/event-bus';
import { UnitOfWork } from '#libs/database';
import { postCounters, PostPolicy } from '#libs/post';
import { EdgeRepository } from './edge.repository.js';
import { bookmarks, postLikes } from './edges.sql.js';

/** Likes and bookmarks posts. Doing it twice changes nothing the second time. */
@Injectable()
export class PostReactionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly counters: Counters,
    private readonly posts: PostPolicy,
    private readonly edges: EdgeRepository,
  ) {}

  /**
   * Likes a post.
   *
   * @returns how many people like it now
   * @throws DomainError `not-found` when the post can't be seen
   */
  like({ userId }: Viewer, postId: PostId): Promise<number> {
    return this.work.run(async () => {
      if (await this.edges.add(postLikes, postId, userId)) {
        await this.events.publish(new PostLikeAdded({ postId, userId }));
      }
      return (await this.counts(postId)).likes;
    });
  }

  /**
   * Takes back the like of a post, whatever has become of it.
   *
   * @returns how many people like it now; `null` when the post can't be seen
   */
  unlike(viewer: Viewer, postId: PostId): Promise<number | null> {
    const { userId } = viewer;
    return this.work.run(async () => {
      if (await this.edges.remove(postLikes, postId, userId)) {
        await this.events.publish(new PostLikeRemoved({ postId, userId }));
      }
      return (await this.canSee(viewer, postId)) ? (await this.counts(postId)).likes : null;
    });
  }

  /**
   * Bookmarks a post.
   *
   * @returns how many people have bookmarked it now
   * @throws DomainError `not-found` when the post can't be seen
   */
  bookmark({ userId }: Viewer, postId: PostId): Promise<number> {
    return this.work.run(async () => {
      if (await this.edges.add(bookmarks, postId, userId)) {
        await this.events.publish(new BookmarkAdded({ postId, userId }));
      }
      return (await this.counts(postId)).bookmarks;
    });
  }

  /**
   * Takes back the bookmark of a post, whatever has become of it.
   *
   * @returns how many people have bookmarked it now; `null` when the post can't be seen
   */
  unbookmark(viewer: Viewer, postId: PostId): Promise<number | null> {
    const { userId } = viewer;
    return this.work.run(async () => {
      if (await this.edges.remove(bookmarks, postId, userId)) {
        await this.events.publish(new BookmarkRemoved({ postId, userId }));
      }
      return (await this.canSee(viewer, postId)) ? (await this.counts(postId)).bookmarks : null;
    });
  }

  private async canSee(viewer: Viewer, postId: PostId): Promise<boolean> {
    return (await this.posts.visibleTo(viewer, [postId])).has(postId);
  }

  private async counts(postId: PostId): Promise<{ likes: number; bookmarks: number }> {
    const counted = (await this.counters.read(postCounters, [postId])).get(postId);
    return { likes: counted?.like_count ?? 0, bookmarks: counted?.bookmark_count ?? 0 };
  }
}
