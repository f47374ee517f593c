import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { UserDeactivated, UserReactivated } from '#libs/events';
import type { Id, UserId } from '#libs/kernel';
import { NoticeReader } from '../notice/notice.reader.js';
import { noticeCounters } from './notice-counters.sql.js';

/** Posts whose recount is left in one transaction. */
const BATCH = 5_000;

/** Recounts what a person has noticed when the person's acts stop or start counting. */
@Injectable()
export class NoticeRecountHandler {
  constructor(
    private readonly work: UnitOfWork,
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

  private async recountAll(userId: UserId): Promise<void> {
    let after: Id | '0' | undefined = '0';
    while (after !== undefined) {
      const posts = await this.reader.postsNoticedBy(userId, after, BATCH);
      await this.work.run(() => this.counters.recountSoon(noticeCounters, posts));
      after = posts.at(-1);
    }
  }
}
