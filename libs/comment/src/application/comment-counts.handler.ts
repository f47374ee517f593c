import { Injectable } from '@nestjs/common';
import { CommentAdded, CommentLikeAdded, CommentLikeRemoved, CommentRemoved } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { Counters, InTransaction } from '#libs/platform';
import { commentCounters } from '../infrastructure/comment-counters.js';
import { CommentRowReader } from '../infrastructure/comment-row.reader.js';

/** Counts likes of comments and replies to them, with the facts. Acts of inactive people don't count. */
@Injectable()
export class CommentCountsHandler {
  constructor(
    private readonly counters: Counters,
    private readonly rows: CommentRowReader,
  ) {}

  @InTransaction(CommentAdded)
  countReply({ data }: CommentAdded): Promise<void> {
    return this.changeReplies(data, 1);
  }

  @InTransaction(CommentRemoved)
  discountReply({ data }: CommentRemoved): Promise<void> {
    return this.changeReplies(data, -1);
  }

  @InTransaction(CommentLikeAdded)
  countLike({ data }: CommentLikeAdded): Promise<void> {
    return this.changeLikes(data, 1);
  }

  @InTransaction(CommentLikeRemoved)
  discountLike({ data }: CommentLikeRemoved): Promise<void> {
    return this.changeLikes(data, -1);
  }

  private async changeReplies(
    { parentId, authorId }: CommentAdded['data'],
    change: number,
  ): Promise<void> {
    if (parentId !== null && (await this.counts(authorId))) {
      await this.counters.add(commentCounters, parentId, { reply_count: change });
    }
  }

  private async changeLikes(
    { commentId, userId }: CommentLikeAdded['data'],
    change: number,
  ): Promise<void> {
    if (await this.counts(userId)) {
      await this.counters.add(commentCounters, commentId, { like_count: change });
    }
  }

  private counts(userId: UserId): Promise<boolean> {
    return this.rows.countsActsOf(userId);
  }
}
