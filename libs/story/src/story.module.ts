import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag, NotFound } from '#libs/http';
import { MediaModule, MediaNotUsable } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { endingFeature } from './ending/ending.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { storyMigrations } from './migrations/index.js';
import { moderationFeature } from './moderation/moderation.feature.js';
import { picturesFeature } from './pictures/pictures.feature.js';
import { readingFeature } from './reading/reading.feature.js';
import { ringsFeature } from './rings/rings.feature.js';
import { seeingFeature } from './seeing/seeing.feature.js';
import { sharingFeature } from './sharing/sharing.feature.js';
import { SharingService } from './sharing/sharing.service.js';
import { storyFeature } from './story/story.feature.js';

const features = together([
  endingFeature,
  leavingFeature,
  moderationFeature,
  picturesFeature,
  readingFeature,
  ringsFeature,
  seeingFeature,
  sharingFeature,
  storyFeature,
]);

defineTag({
  name: 'Stories',
  description: 'Pictures that are there for a day.',
  after: 'Feeds',
});

/** Pictures that people show each other for a day. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: storyMigrations,
      constraints: { fk_story_view_story: NotFound, uq_story_media: MediaNotUsable },
    }),
    AuditModule,
    MediaModule,
    PeopleModule,
    SocialGraphModule,
    UserModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [SharingService],
})
export class StoryModule {}
