import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { SessionEnded } from '#libs/events';
import { NotFound } from '#libs/http';
import { DomainError, type SessionId, type UserId, type Viewer } from '#libs/kernel';
import { SessionRepository } from './session.repository.js';

/** Ends sessions before their time, and tells what goes on in them. */
@Injectable()
export class SessionEndingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly events: DomainEvents,
  ) {}

  /** Ends the session of this request: its access token is refused from now on. */
  async logout({ userId, sessionId }: Viewer): Promise<void> {
    await this.endOne(userId, sessionId);
  }

  /** Ends one of the person's own sessions. @throws DomainError `not-found` when it is not an open one */
  async endOwn({ userId }: Viewer, sessionId: SessionId): Promise<void> {
    if (!(await this.endOne(userId, sessionId))) {
      throw new DomainError(NotFound);
    }
  }

  /** Ends one session. @returns whether it was open */
  endOne(userId: UserId, sessionId: SessionId): Promise<boolean> {
    return this.work.run(async () => {
      const ended = await this.sessions.end(userId, sessionId);
      if (ended) {
        await this.events.publish(new SessionEnded({ userId, sessionId }));
      }
      return ended;
    });
  }

  /** Ends all sessions of a person, but one if it is given. */
  endAll(userId: UserId, but: SessionId | null): Promise<void> {
    return this.work.run(async () => {
      if (await this.sessions.endAll(userId, but)) {
        await this.events.publish(new SessionEnded({ userId, sessionId: null }));
      }
    });
  }
}
