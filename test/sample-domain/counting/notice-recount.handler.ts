import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { NoticeReader } from '../notice/notice.reader.js';
import { noticeCounters } from './notice-counters.sql.js';

/** Recounts what a person has noticed when the person's acts stop or start counting. */
@Injectable()
export class NoticeRecountHandler {
  constructor(
    private readonly counters: Counters,
    private readonly reader: NoticeReader,
  ) {}

  @AfterCommit(UserDeactivated, { name: 'notice.recount-after-deactivation' })
  takeOut({ data }: UserDeactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'notice.recount-after-reactivation' })
  putBack({ data }: UserReactivated): Promise<void> {
    return this.recountAll(data.userId);
  }

  private recountAll(userId: UserId): Promise<void> {
    return this.counters.recountEach(noticeCounters, (after, limit) =>
      this.reader.postsNoticedBy(userId, after, limit),
    );
  }
}
