import { Module } from '@nestjs/common';
import { ChatModule } from '#libs/chat';
import { CommentModule } from '#libs/comment';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { PostModule } from '#libs/post';
import { PushModule } from '#libs/push';
import { SocialGraphModule } from '#libs/social-graph';
import { digestFeature } from './digest/digest.feature.js';
import { groupingFeature } from './grouping/grouping.feature.js';
import { GrowthRegistry } from './grouping/growth.registry.js';
import { intakeFeature } from './intake/intake.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { NotificationSchema1795742600200 } from './migrations/1795742600200-notification-schema.js';
import { NotificationDigest1795742600300 } from './migrations/1795742600300-notification-digest.js';
import { mutingFeature } from './muting/muting.feature.js';
import { notificationFeature } from './notification/notification.feature.js';
import { pushingFeature } from './pushing/pushing.feature.js';
import { NotificationReader } from './reading/notification.reader.js';
import { readingFeature } from './reading/reading.feature.js';
import { NotificationSettingsService } from './settings/notification-settings.service.js';
import { settingsFeature } from './settings/settings.feature.js';

const features = together([
  digestFeature,
  groupingFeature,
  intakeFeature,
  leavingFeature,
  mutingFeature,
  notificationFeature,
  pushingFeature,
  readingFeature,
  settingsFeature,
]);

defineTag({
  name: 'Notifications',
  description: 'What I am told of, and how I want to be told.',
  after: 'Stream',
});

/** Tells people of likes, answers and follows that concern them. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [NotificationSchema1795742600200, NotificationDigest1795742600300],
    }),
    ChatModule,
    MediaModule,
    SocialGraphModule,
    PeopleModule,
    PostModule,
    PushModule,
    CommentModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [GrowthRegistry, NotificationReader, NotificationSettingsService],
})
export class NotificationModule {}
