import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { type PushMessage, type PushSource, PushSourceRegistry } from '#libs/push';
import type { NotificationId } from '../notification/notification.js';
import type { NotificationDto } from '../reading/notification.dto.js';
import { NotificationReader } from '../reading/notification.reader.js';
import type { NotificationSettings } from '../settings/notification-settings.js';
import { NotificationSettingsService } from '../settings/notification-settings.service.js';
import { discreet } from './discreet.js';
import { phraseOf, quoteOf } from './words.js';

/** Name of the pushes of notifications. */
export const PUSHED_NOTIFICATION = 'notification';

/** Seconds for which a push service keeps a push for a device that is off. */
const KEPT = 24 * 3_600;

/** Says what a push of a notification says, when it is sent: by the rule behind the list. */
@Injectable()
export class NotificationPushService implements PushSource, OnModuleInit {
  readonly name = PUSHED_NOTIFICATION;

  constructor(
    private readonly sources: PushSourceRegistry,
    private readonly settings: NotificationSettingsService,
    private readonly reader: NotificationReader,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async message(userId: UserId, id: NotificationId): Promise<PushMessage | null> {
    const [notification] = await this.reader.known(userId, [id]);
    const settings = await this.settings.of(userId);
    if (!notification || notification.isSeen || !settings.kinds[notification.kind].push) {
      return null;
    }
    return {
      data: settings.previews ? told(notification, settings) : discreet(settings.language),
      topic: topicOf(notification.id),
      urgency: 'normal',
      ttlSeconds: KEPT,
    };
  }
}

function told(
  notification: NotificationDto,
  { language }: NotificationSettings,
): PushMessage['data'] {
  return {
    type: PUSHED_NOTIFICATION,
    id: notification.id,
    kind: notification.kind,
    title: phraseOf(notification, language),
    body: quoteOf(notification),
    postId: notification.post?.id ?? null,
    commentId: notification.comment?.id ?? null,
  };
}

function topicOf(id: NotificationId): string {
  return `notification-${id}`.slice(0, 32);
}
