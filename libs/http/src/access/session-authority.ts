import type { SessionId, UserId, Viewer } from '#libs/kernel';

/** What an access token says; everything else about the person is read when it is used. */
export interface AccessClaims {
  readonly sub: UserId;
  readonly sid: SessionId;
}

/** Knows which sessions live. The user lib provides it. */
export abstract class SessionAuthority {
  /**
   * The person behind a token, with role and session as they are now.
   *
   * @throws DomainError `token-revoked` when the session has ended or the person may not act any more
   */
  abstract authenticate(claims: AccessClaims): Promise<Viewer>;
}
