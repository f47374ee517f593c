import type { Feature } from '#libs/database';
import { GrowthPushService } from './growth-push.service.js';
import { MessagePushHandler } from './message-push.handler.js';
import { MessagePushService } from './message-push.service.js';
import { NotificationPushService } from './notification-push.service.js';
import { PushWishReader } from './push-wish.reader.js';

/** What the module takes from this folder. */
export const pushingFeature: Feature = {
  providers: [
    GrowthPushService,
    MessagePushHandler,
    MessagePushService,
    NotificationPushService,
    PushWishReader,
  ],
};
