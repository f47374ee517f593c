import { Global, Injectable, Module } from '@nestjs/common';
import { type AccessClaims, AccessTokens, SessionAuthority, TokenRevoked } from '#libs/http';
import { DomainError, type Role, type SessionId, type UserId, type Viewer } from '#libs/kernel';
import type { TestApp } from './test-app.js';

/** Somebody who may ask a program that knows no accounts. */
export interface Guest {
  readonly id: UserId;
  readonly viewer: Viewer;
  /** Access token. */
  readonly token: string;
}

/** Knows whom the test has let in, and nobody else. */
@Injectable()
class GuestList extends SessionAuthority {
  private readonly guests = new Map<SessionId, Viewer>();

  admit(role: Role): Viewer {
    const number = this.guests.size + 1;
    const viewer: Viewer = {
      userId: String(1_000 + number) as UserId,
      sessionId: String(number) as SessionId,
      role,
    };
    this.guests.set(viewer.sessionId, viewer);
    return viewer;
  }

  authenticate({ sid }: AccessClaims): Promise<Viewer> {
    const viewer = this.guests.get(sid);
    return viewer === undefined
      ? Promise.reject(new DomainError(TokenRevoked))
      : Promise.resolve(viewer);
  }
}

/** A program without accounts: in the place of those for tests of libs below them. */
@Global()
@Module({
  providers: [GuestList, { provide: SessionAuthority, useExisting: GuestList }],
  exports: [SessionAuthority],
})
export class GuestsModule {}

/** Lets somebody into a program with the {@link GuestsModule}. */
export function guest(app: Pick<TestApp, 'get'>, role: Role = 'user'): Guest {
  const viewer = app.get(GuestList).admit(role);
  return { id: viewer.userId, viewer, token: app.get(AccessTokens).sign(viewer).token };
}
