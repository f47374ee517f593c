import { Injectable } from '@nestjs/common';
import { type Client } from '#libs/http';
import { Jobs } from '#libs/jobs';
import type { SessionId, UserId } from '#libs/kernel';
import { KnownPlaceRepository } from '../account/known-place.repository.js';
import { REMOVE_ARCHIVES_QUEUE } from '../export/export.service.js';
import { PASSWORD_CHANGE_QUEUE } from '../mail/account-mail.handler.js';
import { MailTokenRepository } from '../mail/mail-token.repository.js';
import { SessionEndingService } from '../sessions/session-ending.service.js';
import { BegunRepository } from './begun.repository.js';

/** The session that lives on, and the address from where it was used last. */
export interface KeptSession {
  readonly sessionId: SessionId;
  readonly ip: string;
}

/**
 * A change of credentials is the end of everything that was begun before it: whoever knew the old password must not
 * come back by something that waits. All of it happens in the transaction of the change, with the account locked.
 */
@Injectable()
export class CredentialChangeService {
  constructor(
    private readonly sessions: SessionEndingService,
    private readonly places: KnownPlaceRepository,
    private readonly begun: BegunRepository,
    private readonly tokens: MailTokenRepository,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Ends sessions, an address that waits, the links of all mails, exports, and places that are not limited in guessing.
   *
   * @param kept what goes on; nothing when `null`
   */
  async endBegun(userId: UserId, kept: KeptSession | null): Promise<void> {
    await this.sessions.endAll(userId, kept?.sessionId ?? null);
    await this.begun.forgetPendingEmail(userId);
    await this.tokens.removeAll(userId);
    await this.begun.forgetPlaces(userId, kept === null ? [] : this.places.hashesOf(kept.ip));
    const archives = await this.begun.removeExports(userId);
    if (archives.length > 0) {
      await this.jobs.send(REMOVE_ARCHIVES_QUEUE, { archives });
    }
  }

  /** The same for a new password, which a mail tells of. */
  async passwordChanged(
    userId: UserId,
    kept: KeptSession | null,
    language: Client['language'],
  ): Promise<void> {
    await this.endBegun(userId, kept);
    await this.jobs.send(PASSWORD_CHANGE_QUEUE, { userId, language });
  }
}
