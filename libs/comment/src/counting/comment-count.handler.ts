import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { InTransaction } from '#libs/event-bus';
import { CommentAdded, CommentLikeAdded, CommentLikeRemoved, CommentRemoved } from '#libs/events';
import { commentCounters, commentsOfPosts } from '../comment/comment-counters.sql.js';

/** Counts comments, replies and likes of comments, with the facts. Acts of inactive people don't count. */
@Injectable()
export class CommentCountHandler {
  constructor(private readonly acts: ActCountersService) {}

  @InTransaction(CommentAdded)
  countComment({ data }: CommentAdded): Promise<void> {
    return this.changeComments(data, 1);
  }

  @InTransaction(CommentRemoved)
  discountComment({ data }: CommentRemoved): Promise<void> {
    return this.changeComments(data, -1);
  }

  @InTransaction(CommentLikeAdded)
  countLike({ data }: CommentLikeAdded): Promise<void> {
    return this.changeLikes(data, 1);
  }

  @InTransaction(CommentLikeRemoved)
  discountLike({ data }: CommentLikeRemoved): Promise<void> {
    return this.changeLikes(data, -1);
  }

  private async changeComments(
    { postId, parentId, authorId }: CommentAdded['data'],
    change: number,
  ): Promise<void> {
    await this.acts.count(commentsOfPosts, {
      actorId: authorId,
      key: postId,
      change: { comment_count: change },
    });
    if (parentId !== null) {
      await this.acts.count(commentCounters, {
        actorId: authorId,
        key: parentId,
        change: { reply_count: change },
      });
    }
  }

  private changeLikes(
    { commentId, userId }: CommentLikeAdded['data'],
    change: number,
  ): Promise<void> {
    return this.acts.count(commentCounters, {
      actorId: userId,
      key: commentId,
      change: { like_count: change },
    });
  }
}
