import { Injectable } from '@nestjs/common';
import { AuditLogService, defineAuditTarget } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { orNotFound } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { NoticeGiven, NoticeWithdrawn } from '../notice/notice.events.js';
import type { NoticeId } from '../notice/notice.js';
import { NoticeModerationRepository } from './notice-moderation.repository.js';

const NOTICE = defineAuditTarget('notice');

/** What an administrator does to a notice, and why. */
export interface NoticeModerationAct {
  readonly isActive: boolean;
  readonly reason: string;
}

/** Withholds and restores notices for administrators. */
@Injectable()
export class NoticeModerationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: NoticeModerationRepository,
    private readonly events: DomainEvents,
    private readonly audit: AuditLogService,
  ) {}

  /** Withholds or restores a notice. What changes nothing is no act. @throws DomainError `not-found` */
  moderate(
    { userId: actorId }: Viewer,
    noticeId: NoticeId,
    { isActive, reason }: NoticeModerationAct,
  ): Promise<void> {
    return this.work.run(async () => {
      const notice = orNotFound(await this.notices.take(noticeId));
      const { postId, authorId } = notice;
      if (isActive === notice.isActive) {
        return;
      }
      await this.notices.setActive(noticeId, isActive);
      const fact = { noticeId, postId, authorId };
      await this.events.publish(isActive ? new NoticeGiven(fact) : new NoticeWithdrawn(fact));
      await this.audit.recordTurn(
        { actorId, target: NOTICE, targetId: noticeId, reason },
        isActive,
      );
    });
  }
}
