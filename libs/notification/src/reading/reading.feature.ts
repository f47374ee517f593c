import type { Feature } from '#libs/database';
import { BadgeHandler } from './badge.handler.js';
import { ConcernedReader } from './concerned.reader.js';
import { LiveNotificationsService } from './live-notifications.service.js';
import { NotificationController } from './notification.controller.js';
import { NotificationReader } from './notification.reader.js';
import { NotificationActorReader } from './notification-actor.reader.js';
import { NotificationActorsService } from './notification-actors.service.js';
import { RemovalService } from './removal.service.js';
import { SeeingService } from './seeing.service.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [NotificationController],
  providers: [
    BadgeHandler,
    ConcernedReader,
    LiveNotificationsService,
    NotificationActorReader,
    NotificationActorsService,
    NotificationReader,
    RemovalService,
    SeeingService,
  ],
};
