import { Injectable } from '@nestjs/common';
import { AuditLogService, defineAuditTarget } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { assertVersion, orNotFound } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { AudienceChangesService } from '../addresses/audience-changes.service.js';
import type { MediaId } from '../medium/media.js';
import { MediaModerationRepository } from './media-moderation.repository.js';

const MEDIA = defineAuditTarget('media');

/** What an administrator does to a picture, and why. */
export interface MediaModerationAct {
  readonly isActive?: boolean | undefined;
  readonly reason: string;
}

/** Deactivates and restores pictures for administrators. */
@Injectable()
export class MediaModerationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaModerationRepository,
    private readonly changes: AudienceChangesService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Deactivates a picture, which then is served to nobody and missing wherever it is attached, or restores one, also
   * one that its owner deleted. What changes nothing is no act.
   *
   * @param expected the version that the administrator has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`
   */
  moderate(
    { userId: actorId }: Viewer,
    mediaId: MediaId,
    { isActive, reason }: MediaModerationAct,
    expected: number | undefined,
  ): Promise<void> {
    return this.work.run(async () => {
      const medium = orNotFound(await this.media.take(mediaId));
      assertVersion(expected, medium.version);
      if (isActive === undefined || isActive === medium.isActive) {
        return;
      }
      await this.media.setActive(mediaId, isActive);
      await (isActive ? this.changes.opened([mediaId]) : this.changes.closed([mediaId]));
      await this.audit.recordTurn({ actorId, target: MEDIA, targetId: mediaId, reason }, isActive);
    });
  }
}
