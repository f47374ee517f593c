import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { MediaModule } from '#libs/media';
import { PersistenceModule } from '#libs/database';
import { CommentKeys } from './application/comment-keys.service.js';
import { PostModule } from '#libs/post';
import { UserModule } from '#libs/user';
import { CommentCountsHandler } from './application/comment-counts.handler.js';
import { CommentModeration } from './application/comment-moderation.service.js';
import { CommentPolicy } from './application/comment.policy.js';
import { CommentPersonalData } from './application/comment-personal-data.service.js';
import { CommentRecountsHandler } from './application/comment-recounts.handler.js';
import { CommentService } from './application/comment.service.js';
import { ParentNotFound } from './domain/comment.errors.js';
import { AdminCommentReader } from './infrastructure/admin-comment.reader.js';
import { Comment } from './infrastructure/comment.entity.js';
import { CommentCounter } from './infrastructure/comment-counter.entity.js';
import { CommentListReader } from './infrastructure/comment-list.reader.js';
import { CommentModerationRepository } from './infrastructure/comment-moderation.repository.js';
import { CommentErasureRepository } from './infrastructure/comment-erasure.repository.js';
import { CommentRepository } from './infrastructure/comment.repository.js';
import { CommentRowReader } from './infrastructure/comment-row.reader.js';
import { CommentSchema1763690000600 } from './infrastructure/migrations/1763690000600-comment-schema.js';
import { CommentSearch1763690000630 } from './infrastructure/migrations/1763690000630-comment-search.js';
import { CommentText } from './infrastructure/comment-text.entity.js';
import { CommentErasure1763690000620 } from './infrastructure/migrations/1763690000620-comment-erasure.js';
import { CommentModeration1763690000610 } from './infrastructure/migrations/1763690000610-comment-moderation.js';
import { PersonCommentReader } from './infrastructure/person-comment.reader.js';
import { AdminCommentController } from './interface/admin-comment.controller.js';
import { AuthoredCommentsController } from './interface/authored-comments.controller.js';
import { CommentController } from './interface/comment.controller.js';
import { CommentReader } from './interface/comment.reader.js';
import { PostCommentsController } from './interface/post-comments.controller.js';

/** Threaded comments under posts. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [Comment, CommentCounter, CommentText],
      migrations: [
        CommentSchema1763690000600,
        CommentModeration1763690000610,
        CommentErasure1763690000620,
        CommentSearch1763690000630,
      ],
      constraints: { fk_comment_parent: ParentNotFound },
    }),
    AuditModule,
    MediaModule,
    UserModule,
    PostModule,
  ],
  controllers: [
    PostCommentsController,
    CommentController,
    AuthoredCommentsController,
    AdminCommentController,
  ],
  providers: [
    CommentKeys,
    CommentService,
    CommentModeration,
    CommentPolicy,
    CommentReader,
    CommentListReader,
    AdminCommentReader,
    CommentRowReader,
    CommentRepository,
    CommentModerationRepository,
    CommentCountsHandler,
    CommentRecountsHandler,
    CommentPersonalData,
    CommentErasureRepository,
    PersonCommentReader,
  ],
  exports: [CommentService, CommentPolicy, CommentReader],
})
export class CommentModule {}
