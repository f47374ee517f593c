import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound, OutOfRange } from '#libs/http';
import { compareIds, DomainError, type UserId } from '#libs/kernel';
import { LiveSignals, type Unread, UnreadRegistry } from '#libs/live';
import type { NotificationId } from '../notification/notification.js';
import { NotificationRepository } from '../notification/notification.repository.js';
import { NotificationStateRepository } from '../notification/notification-state.repository.js';

/** Notes what people have seen. */
@Injectable()
export class SeeingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly states: NotificationStateRepository,
    private readonly notifications: NotificationRepository,
    private readonly signals: LiveSignals,
    private readonly unread: UnreadRegistry,
  ) {}

  /**
   * Marks a notification and all older ones as seen. What comes after that is unseen, also on the same things.
   *
   * @returns what is unread then
   * @throws DomainError `not-found` for somebody else's, `out-of-range` beyond the newest one
   */
  see(userId: UserId, upTo: NotificationId): Promise<Unread> {
    return this.work.run(async () => {
      await this.states.hold([userId]);
      await this.assertReached(userId, upTo);
      await this.states.see(userId, upTo);
      this.signals.unread([userId]);
      return (await this.unread.of([userId])).get(userId) ?? NOTHING;
    });
  }

  private async assertReached(userId: UserId, upTo: NotificationId): Promise<void> {
    const ownerId = await this.notifications.ownerOf(upTo);
    if (ownerId !== undefined && ownerId !== userId) {
      throw new DomainError(NotFound);
    }
    const newest = await this.notifications.newestOf(userId);
    if (newest === undefined || compareIds(newest, upTo) < 0) {
      throw new DomainError(OutOfRange);
    }
  }
}

const NOTHING: Unread = { notifications: 0, messages: 0, requests: 0 };
