import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { InTransaction } from '#libs/event-bus';
import { NoticeLikeAdded, NoticeLikeRemoved } from './notice-like.events.js';
import { noticeLikes } from './notice-likes.sql.js';

/** Counts likes of notices with the facts. */
@Injectable()
export class NoticeLikeCountHandler {
  constructor(private readonly acts: ActCountersService) {}

  @InTransaction(NoticeLikeAdded)
  count({ data }: NoticeLikeAdded): Promise<void> {
    return this.change(data, 1);
  }

  @InTransaction(NoticeLikeRemoved)
  discount({ data }: NoticeLikeRemoved): Promise<void> {
    return this.change(data, -1);
  }

  private change({ noticeId, userId }: NoticeLikeAdded['data'], amount: number): Promise<void> {
    return this.acts.count(noticeLikes.counters, {
      actorId: userId,
      key: noticeId,
      change: { like_count: amount },
    });
  }
}
