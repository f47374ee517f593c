import { Injectable } from '@nestjs/common';
import { type AccessClaims, SessionAuthority, TokenRevoked } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { AccountReader } from '../account/account.reader.js';

/** Decides at each request whether a session and its person still may act, and as what. */
@Injectable()
export class StoredSessionAuthorityService extends SessionAuthority {
  constructor(private readonly accounts: AccountReader) {
    super();
  }

  async authenticate({ sub, sid }: AccessClaims): Promise<Viewer> {
    const actor = await this.accounts.actor(sub, sid);
    if (actor === undefined) {
      throw new DomainError(TokenRevoked);
    }
    return { userId: sub, sessionId: sid, role: actor.role };
  }
}
