import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { InTransaction } from '#libs/event-bus';
import { NoticeGiven, NoticeWithdrawn } from '../notice/notice.events.js';
import { noticeCounters } from './notice-counters.sql.js';

/** Counts notices with the facts. Those of inactive people don't count. */
@Injectable()
export class NoticeCountHandler {
  constructor(private readonly acts: ActCountersService) {}

  @InTransaction(NoticeGiven)
  count({ data }: NoticeGiven): Promise<void> {
    return this.change(data, 1);
  }

  @InTransaction(NoticeWithdrawn)
  discount({ data }: NoticeWithdrawn): Promise<void> {
    return this.change(data, -1);
  }

  private change({ postId, authorId }: NoticeGiven['data'], amount: number): Promise<void> {
    return this.acts.count(noticeCounters, {
      actorId: authorId,
      key: postId,
      change: { notice_count: amount },
    });
  }
}
