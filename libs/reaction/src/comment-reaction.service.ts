import { Injectable } from '@nestjs/common';
import { commentCounters, CommentPolicy } from '#libs/comment';
import { CommentLikeAdded, CommentLikeRemoved } from '#libs/events';
import type { CommentId, Viewer } from '#libs/kernel';
import { Counters } from '#libs/counters';
import { DomainEvents } from '#libs/event-bus';
import { UnitOfWork } from '#libs/database';
import { EdgeRepository } from './edge.repository.js';
import { commentLikes } from './edges.sql.js';

/** Likes comments. Doing it twice changes nothing the second time. */
@Injectable()
export class CommentReactionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly counters: Counters,
    private readonly comments: CommentPolicy,
    private readonly edges: EdgeRepository,
  ) {}

  /**
   * Likes a comment.
   *
   * @returns how many people like it now
   * @throws DomainError `not-found` when the comment can't be seen, or only its tombstone
   */
  like({ userId }: Viewer, commentId: CommentId): Promise<number> {
    return this.work.run(async () => {
      if (await this.edges.add(commentLikes, commentId, userId)) {
        await this.events.publish(new CommentLikeAdded({ commentId, userId }));
      }
      return this.likes(commentId);
    });
  }

  /**
   * Takes back the like of a comment, whatever has become of it.
   *
   * @returns how many people like it now; `null` when the comment can't be seen, or only its tombstone
   */
  unlike(viewer: Viewer, commentId: CommentId): Promise<number | null> {
    const { userId } = viewer;
    return this.work.run(async () => {
      if (await this.edges.remove(commentLikes, commentId, userId)) {
        await this.events.publish(new CommentLikeRemoved({ commentId, userId }));
      }
      const visible = await this.comments.visibleTo(viewer, [commentId]);
      return visible.has(commentId) ? this.likes(commentId) : null;
    });
  }

  private async likes(commentId: CommentId): Promise<number> {
    return (await this.counters.read(commentCounters, [commentId])).get(commentId)?.like_count ?? 0;
  }
}
