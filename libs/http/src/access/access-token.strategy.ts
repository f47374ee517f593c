import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import type { AccessClaims } from './session-authority.js';

/** The name under which passport knows access tokens. */
export const ACCESS_TOKEN_STRATEGY = 'access-token';

/** What the guard tells passport, which has one strategy for all programs of a process. */
export interface AccessTokenOptions {
  /** Claims of the request's token. @throws DomainError `token-expired`, `unauthenticated` */
  readonly claims: () => AccessClaims | undefined;
}

/** How passport hears of the end. */
interface Outcome {
  success(claims: AccessClaims): void;
  fail(): void;
  error(error: unknown): void;
}

/** Takes the bearer token of a request for its sender. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(
  passport.Strategy,
  ACCESS_TOKEN_STRATEGY,
) {
  override authenticate(this: Outcome, _request: unknown, { claims }: AccessTokenOptions): void {
    try {
      const told = claims();
      if (told === undefined) {
        this.fail();
      } else {
        this.success(told);
      }
    } catch (error) {
      this.error(error);
    }
  }

  validate(claims: AccessClaims): AccessClaims {
    return claims;
  }
}
