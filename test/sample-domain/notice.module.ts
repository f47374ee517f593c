import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { PostModule } from '#libs/post';
import { ReactionModule } from '#libs/reaction';
import { UserModule } from '#libs/user';
import { countingFeature } from './counting/counting.feature.js';
import { givingFeature } from './giving/giving.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { NoticeSchema1795720000000 } from './migrations/1795720000000-notice-schema.js';
import { moderationFeature } from './moderation/moderation.feature.js';
import { AlreadyNoticed } from './notice/notice.errors.js';
import { noticeFeature } from './notice/notice.feature.js';
import { picturesFeature } from './pictures/pictures.feature.js';
import { reactionsFeature } from './reactions/reactions.feature.js';

const features = together([
  countingFeature,
  givingFeature,
  leavingFeature,
  moderationFeature,
  noticeFeature,
  picturesFeature,
  reactionsFeature,
]);

defineTag({ name: 'Notices', description: 'Who noticed which posts.', after: 'Posts' });

/** Who noticed which posts, in words and with pictures. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [NoticeSchema1795720000000],
      constraints: { uq_notice_author: AlreadyNoticed },
    }),
    AuditModule,
    MediaModule,
    UserModule,
    PeopleModule,
    ReactionModule,
    PostModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
})
export class NoticeModule {}
