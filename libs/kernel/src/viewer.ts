import type { SessionId, UserId } from './id.js';

export type Role = 'user' | 'admin' | 'superuser';

/** The signed-in person behind a request, with role and session as they are now, not as the token says. */
export interface Viewer {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly role: Role;
}

/** `null` when nobody is signed in. */
export type MaybeViewer = Viewer | null;
