import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { SignalSender } from '#libs/signals';

/** Topic of people whose log has grown. */
export const LIVE_LOG = 'log';
/** Topic of people of whom a session has ended. */
export const ENDED = 'end';
/** Topic of people whose unread numbers have changed. */
export const UNREAD = 'unread';

/**
 * Hurries the streams of all processes. What it tells may get lost with a process or a connection; then streams find
 * out by themselves, after seconds. So it is for nothing that must happen.
 */
@Injectable()
export class LiveSignals {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sender: SignalSender,
  ) {}

  /**
   * Tells the streams that something is new: after the commit when a transaction is running, else at once.
   *
   * @param topic one of `LiveTopics`
   * @param keys what is new, in words without spaces: ids of people, of authors
   */
  tell(topic: string, keys: readonly string[]): void {
    const send = (): void => {
      this.sender.send(topic, keys);
    };
    if (this.work.active) {
      this.work.afterwards(send);
    } else {
      send();
    }
  }

  /** Sends the unread numbers of people anew. */
  unread(userIds: readonly UserId[]): void {
    this.tell(UNREAD, userIds);
  }

  /** Ends the streams of a person whose sessions have ended, or who may not act any more. */
  end(userId: UserId): void {
    this.tell(ENDED, [userId]);
  }
}
