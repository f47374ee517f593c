/** How long a refresh token can be used, in milliseconds: 30 days. */
export const REFRESH_TOKEN_MS = 30 * 24 * 3_600_000;

/** How long a repeated refresh counts as a lost answer, in milliseconds. */
export const REFRESH_GRACE_MS = 10_000;

/** A refresh token and its family, as they are when somebody presents the token. */
export interface PresentedToken {
  readonly expiresAt: Date;
  /** `null` as long as the token is the newest of its family. */
  readonly rotatedAt: Date | null;
  /** Whether the token that came after this one has been exchanged too. */
  readonly successorUsed: boolean;
  readonly sessionRevoked: boolean;
  readonly ownerActive: boolean;
}

/**
 * What to do about a presented refresh token.
 * - `rotate`: exchange it
 * - `repeat`: give the same successor again, the answer was lost
 * - `reuse`: somebody has a copy, end the family
 * - `revoked`, `expired`: refuse
 */
export type RefreshDecision = 'rotate' | 'repeat' | 'reuse' | 'revoked' | 'expired';

/** Decides about a presented refresh token. */
export function decideRefresh(token: PresentedToken, now: Date): RefreshDecision {
  if (token.sessionRevoked || !token.ownerActive) {
    return 'revoked';
  }
  if (token.rotatedAt !== null) {
    const inGrace = now.getTime() - token.rotatedAt.getTime() < REFRESH_GRACE_MS;
    return inGrace && !token.successorUsed ? 'repeat' : 'reuse';
  }
  return token.expiresAt <= now ? 'expired' : 'rotate';
}
