import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { PostModule } from '#libs/post';
import { ReactionModule } from '#libs/reaction';
import { RichTextModule } from '#libs/rich-text';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { ParentNotFound } from './comment/comment.errors.js';
import { commentFeature } from './comment/comment.feature.js';
import { CommentPolicy } from './comment/comment.policy.js';
import { conversationFeature } from './conversation/conversation.feature.js';
import { countingFeature } from './counting/counting.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { commentMigrations } from './migrations/index.js';
import { moderationFeature } from './moderation/moderation.feature.js';
import { reactionsFeature } from './reactions/reactions.feature.js';
import { CommentReader } from './reading/comment.reader.js';
import { readingFeature } from './reading/reading.feature.js';
import { referencesFeature } from './references/references.feature.js';
import { CommentService } from './writing/comment.service.js';
import { writingFeature } from './writing/writing.feature.js';

const features = together([
  commentFeature,
  conversationFeature,
  countingFeature,
  leavingFeature,
  moderationFeature,
  reactionsFeature,
  readingFeature,
  referencesFeature,
  writingFeature,
]);

defineTag({ name: 'Comments', description: 'Threads under posts.', after: 'Feeds' });

/** Threaded comments under posts. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: commentMigrations,
      constraints: { fk_comment_parent: ParentNotFound },
    }),
    AuditModule,
    MediaModule,
    UserModule,
    SocialGraphModule,
    PeopleModule,
    ReactionModule,
    PostModule,
    RichTextModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [CommentService, CommentPolicy, CommentReader],
})
export class CommentModule {}
