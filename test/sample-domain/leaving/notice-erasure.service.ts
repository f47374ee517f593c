import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MediaService } from '#libs/media';
import { type Erased, untilNothing } from '#libs/personal-data';
import { noticeCounters } from '../counting/notice-counters.sql.js';
import { type ErasedNotice, NoticeErasureRepository } from './notice-erasure.repository.js';

/** Notices removed in one transaction. */
const BATCH = 500;

/** Removes what people leave when they go for good. */
@Injectable()
export class NoticeErasureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly media: MediaService,
    private readonly notices: NoticeErasureRepository,
  ) {}

  /** Removes notices that a person gave, and those of anybody that the person's posts got. May be repeated. */
  async erase(userId: UserId): Promise<Erased> {
    const given = await this.untilNone(() => this.notices.removeOf(userId, BATCH));
    const received = await this.untilNone(() => this.notices.removeToPostsOf(userId, BATCH));
    await this.work.run(() => this.notices.removeCountersOf(userId));
    return { notices: given, 'received notices': received };
  }

  private untilNone(remove: () => Promise<ErasedNotice[]>): Promise<number> {
    return untilNothing(this.work, async () => {
      const gone = await remove();
      await this.media.release(gone.flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId])));
      const posts = new Set(gone.map(({ postId }) => postId));
      await this.counters.recountSoon(noticeCounters, [...posts]);
      return gone.length;
    });
  }
}
