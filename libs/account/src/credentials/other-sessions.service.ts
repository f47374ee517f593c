import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { AccountHoldService } from '../sessions/account-hold.service.js';
import { CredentialChangeService } from './credential-change.service.js';

/** Lets people throw out whoever else is signed in as they are. */
@Injectable()
export class OtherSessionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountHoldService,
    private readonly changes: CredentialChangeService,
  ) {}

  /**
   * Ends all sessions of the person but the one of this request, with everything else that was begun before.
   *
   * @throws DomainError `token-revoked` when this one was ended first
   */
  async end(viewer: Viewer, { ip }: Client): Promise<void> {
    const { userId, sessionId } = viewer;
    await this.work.run(async () => {
      await this.accounts.hold(viewer);
      await this.changes.endBegun(userId, { sessionId, ip });
    });
  }
}
