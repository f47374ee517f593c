import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit } from '#libs/event-bus';
import { NoticeGiven } from '../notice/notice.events.js';
import { NoticeRepository } from '../notice/notice.repository.js';

/** Tells authors of posts. That is slow, so it is done after the act. */
@Injectable()
export class TellingHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: NoticeRepository,
  ) {}

  @AfterCommit(NoticeGiven, { name: 'notice.tell-author' })
  tellAuthor({ data }: NoticeGiven): Promise<void> {
    return this.work.run(() => this.notices.markTold(data.noticeId));
  }
}
