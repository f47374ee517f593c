import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { LiveLog, LiveSignals } from '#libs/live';
import { REMOVED_FRAME } from '../notification/frames.js';
import type { NotificationId } from '../notification/notification.js';
import { NotificationRepository } from '../notification/notification.repository.js';
import { NotificationStateRepository } from '../notification/notification-state.repository.js';

/** Removes notifications for their person. */
@Injectable()
export class RemovalService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly states: NotificationStateRepository,
    private readonly notifications: NotificationRepository,
    private readonly log: LiveLog,
    private readonly signals: LiveSignals,
  ) {}

  /** Removes one of a person, if it is there; other devices are told. */
  async remove(userId: UserId, id: NotificationId): Promise<void> {
    await this.work.run(async () => {
      await this.states.hold([userId]);
      if (await this.notifications.remove(userId, id)) {
        await this.log.append([userId], REMOVED_FRAME, id);
        this.signals.unread([userId]);
      }
    });
  }
}
