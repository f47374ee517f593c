import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AccessTokens, type Client, TokenExpired, TokenRevoked, Unauthenticated } from '#libs/http';
import { DomainError, type Problem } from '#libs/kernel';
import { hashToken, newSeed, successorOf } from '../account/opaque-token.js';
import { decideRefresh } from './session.js';
import { type FoundToken, SessionRepository } from './session.repository.js';
import type { IssuedTokens } from './session.service.js';
import { SessionEndingService } from './session-ending.service.js';

/** Exchanges refresh tokens. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly ending: SessionEndingService,
    private readonly access: AccessTokens,
  ) {}

  /**
   * Exchanges a refresh token for a new pair. Repeated within 10 seconds it gives the same pair; used again
   * later it ends the whole family.
   *
   * @throws DomainError `unauthenticated`, `token-expired`, `token-revoked`
   */
  async refresh(refreshToken: string, client: Client): Promise<IssuedTokens> {
    // What is refused is an outcome, not an exception: the end of a family must be stored.
    const outcome = await this.work.run(() => this.exchange(refreshToken, client));
    if ('refused' in outcome) {
      throw new DomainError(outcome.refused);
    }
    return outcome.tokens;
  }

  private async exchange(
    refreshToken: string,
    client: Client,
  ): Promise<{ tokens: IssuedTokens } | { refused: Problem }> {
    const hash = hashToken(refreshToken);
    const found = await this.sessions.lockFamily(hash);
    if (found === undefined) {
      return { refused: Unauthenticated };
    }
    switch (decideRefresh(found, found.now)) {
      case 'rotate': {
        const seed = newSeed();
        const successor = successorOf(refreshToken, seed);
        const { sessionId, now } = found;
        await this.sessions.rotate({ sessionId, hash, seed, at: now }, successor.hash, client);
        return { tokens: this.issue(found, successor.plain, now) };
      }
      case 'repeat':
        return { tokens: this.repeat(found, refreshToken) };
      case 'reuse':
        await this.ending.endOne(found.userId, found.sessionId);
        return { refused: TokenRevoked };
      case 'revoked':
        return { refused: TokenRevoked };
      case 'expired':
        return { refused: TokenExpired };
    }
  }

  private repeat(found: FoundToken, refreshToken: string): IssuedTokens {
    const { successorSeed, rotatedAt } = found;
    if (successorSeed === null || rotatedAt === null) {
      throw new Error('A token whose successor is unused has no seed.');
    }
    return this.issue(found, successorOf(refreshToken, successorSeed).plain, rotatedAt);
  }

  /** @param at the time of the rotation: a repeated refresh gives the same pair to the letter */
  private issue({ userId, sessionId }: FoundToken, refreshToken: string, at: Date): IssuedTokens {
    const { token, expiresIn } = this.access.sign({ userId, sessionId }, at);
    return { accessToken: token, refreshToken, tokenType: 'Bearer', expiresIn };
  }
}
