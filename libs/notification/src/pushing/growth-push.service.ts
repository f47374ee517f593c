import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PushOutboxService } from '#libs/push';
import { type GrowthListener, GrowthRegistry } from '../grouping/growth.registry.js';
import type { NotificationGroup } from '../notification/notification.js';
import { PUSHED_NOTIFICATION } from './notification-push.service.js';
import { PushWishReader } from './push-wish.reader.js';

/** Seconds from an act to its push, in which it may be seen or taken back; and from one push of a group to its next. */
const TIMES = { delay: 60, pause: 600 } as const;

/** Leaves pushes of what is new or has grown. */
@Injectable()
export class GrowthPushService implements GrowthListener, OnModuleInit {
  constructor(
    private readonly registry: GrowthRegistry,
    private readonly wishes: PushWishReader,
    private readonly outbox: PushOutboxService,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async grown(notifications: readonly NotificationGroup[]): Promise<void> {
    if (notifications.length > 0) {
      const due = await this.wishes.wanted(notifications);
      await this.outbox.leave(PUSHED_NOTIFICATION, due, TIMES);
    }
  }
}
