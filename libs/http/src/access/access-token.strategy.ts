import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import type { AccessTokens } from './access-tokens.js';
import type { AccessClaims } from './session-authority.js';

/** The name under which passport knows access tokens. */
export const ACCESS_TOKEN_STRATEGY = 'access-token';

/** What the guard tells passport, which has one strategy for all programs of a process. */
export interface AccessTokenOptions {
  /** Knows the keys of this program. */
  readonly tokens: AccessTokens;
}

/** How passport hears of the end. */
interface Outcome extends Pick<AccessTokenStrategy, 'validate'> {
  success(claims: AccessClaims): void;
  fail(): void;
  error(error: unknown): void;
}

/** Verifies the bearer token of a request: its signature, purpose and end. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(
  passport.Strategy,
  ACCESS_TOKEN_STRATEGY,
) {
  override authenticate(
    this: Outcome,
    request: Pick<IncomingMessage, 'headers'>,
    { tokens }: AccessTokenOptions,
  ): void {
    try {
      const claims = this.validate(request, tokens);
      if (claims === undefined) {
        this.fail();
      } else {
        this.success(claims);
      }
    } catch (error) {
      this.error(error);
    }
  }

  /**
   * What the token says; `undefined` without one.
   *
   * @throws DomainError `token-expired`, `unauthenticated`
   */
  validate(
    request: Pick<IncomingMessage, 'headers'>,
    tokens: AccessTokens,
  ): AccessClaims | undefined {
    return tokens.claimsOf(request);
  }
}
