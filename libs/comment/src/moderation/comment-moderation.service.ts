import { Injectable } from '@nestjs/common';
import { AuditLogService, defineAuditTarget } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { CommentAdded, CommentRemoved } from '#libs/events';
import { assertVersion, orNotFound } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { CommentId } from '../comment/comment.js';
import { CommentReferencesService } from '../references/comment-references.service.js';
import { CommentModerationRepository } from './comment-moderation.repository.js';

const COMMENT = defineAuditTarget('comment');

/** What an administrator does to a comment, and why; what is absent stays. */
export interface CommentModerationAct {
  readonly isActive?: boolean | undefined;
  readonly body?: string | undefined;
  readonly reason: string;
}

/** Deactivates, restores and edits comments for administrators. */
@Injectable()
export class CommentModerationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly moderation: CommentModerationRepository,
    private readonly events: DomainEvents,
    private readonly audit: AuditLogService,
    private readonly references: CommentReferencesService,
  ) {}

  /**
   * Deactivates a comment, of which at most a tombstone stays for others, restores one, also one that was
   * deleted, or edits one in any state. What changes nothing is no act.
   *
   * @param expected the version that the administrator has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`
   */
  moderate(
    { userId: actorId }: Viewer,
    commentId: CommentId,
    act: CommentModerationAct,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const comment = orNotFound(await this.moderation.take(commentId));
      assertVersion(expected, comment.version);
      const { isActive = comment.isActive, body = comment.body, reason } = act;
      const edited = body !== comment.body;
      const turned = isActive !== comment.isActive;
      if (!edited && !turned) {
        return;
      }
      const words = await this.references.read(body, comment);
      await this.moderation.store(comment, words, { isActive, edited });
      await this.references.follow(comment, words, comment);
      const noted = { actorId, target: COMMENT, targetId: commentId, reason };
      if (edited) {
        const changes = { fields: ['body'] };
        await this.audit.record({ ...noted, action: 'comment.edited', changes });
      }
      if (turned) {
        const { postId, parentId, authorId } = comment;
        const fact = { commentId, postId, parentId, authorId };
        await this.events.publish(isActive ? new CommentAdded(fact) : new CommentRemoved(fact));
        await this.audit.recordTurn(noted, isActive);
      }
    });
  }
}
