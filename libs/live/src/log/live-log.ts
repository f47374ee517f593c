import { Injectable } from '@nestjs/common';
import type { Id, UserId } from '#libs/kernel';
import { LIVE_LOG, LiveSignals } from '../signals/live-signals.js';
import { type LiveEntry, LiveLogRepository } from './live-log.repository.js';

/**
 * What people are told of, numbered for each person. It is written in the transaction of the fact; what a stream
 * sends of it is read then, as GET would answer.
 */
@Injectable()
export class LiveLog {
  constructor(
    private readonly log: LiveLogRepository,
    private readonly signals: LiveSignals,
  ) {}

  /**
   * Tells each of these people of one thing.
   *
   * @param type the name of its frames, which a lib has registered with `LivePresenters`
   * @throws Error outside a transaction
   */
  append(userIds: readonly UserId[], type: string, subjectId: Id): Promise<void> {
    return this.appendAll([...new Set(userIds)].map((userId) => ({ userId, type, subjectId })));
  }

  /**
   * Tells people of several things, in this order, by one statement. It locks the logs of all of them in ascending
   * order of ids: who appends twice in a transaction may wait for somebody who waits for it.
   *
   * @throws Error outside a transaction
   */
  async appendAll(entries: readonly LiveEntry[]): Promise<void> {
    if (entries.length > 0) {
      await this.log.append(entries);
      this.signals.tell(
        LIVE_LOG,
        entries.map(({ userId }) => userId),
      );
    }
  }
}
