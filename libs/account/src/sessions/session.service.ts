import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AccessTokens, type Client } from '#libs/http';
import { type SessionId, type UserId } from '#libs/kernel';
import { AccountRepository } from '../account/account.repository.js';
import { KnownPlaceRepository } from '../account/known-place.repository.js';
import { newToken } from '../account/opaque-token.js';
import { SessionRepository } from './session.repository.js';

/** What a client signs its requests with. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
}

/** Somebody who has just signed in. */
export interface SignedIn {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly tokens: IssuedTokens;
}

/** Opens sessions. */
@Injectable()
export class SessionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly accounts: AccountRepository,
    private readonly places: KnownPlaceRepository,
    private readonly access: AccessTokens,
  ) {}

  /** Opens a session for somebody whose credentials were checked in the same transaction. */
  open(userId: UserId, client: Client): Promise<SignedIn> {
    return this.work.run(async () => {
      const refresh = newToken();
      const sessionId = await this.sessions.open(userId, client, refresh.hash);
      await this.accounts.noteLogin(userId);
      await this.places.remember(userId, client.ip);
      const { token, expiresIn } = this.access.sign({ userId, sessionId });
      return {
        userId,
        sessionId,
        tokens: {
          accessToken: token,
          refreshToken: refresh.plain,
          tokenType: 'Bearer',
          expiresIn,
        },
      };
    });
  }
}
