import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/platform';
import { PostModule } from '#libs/post';
import { UserModule } from '#libs/user';
import { CommentCountsHandler } from './application/comment-counts.handler.js';
import { CommentPolicy } from './application/comment.policy.js';
import { CommentRecountsHandler } from './application/comment-recounts.handler.js';
import { CommentService } from './application/comment.service.js';
import { ParentNotFound } from './domain/comment.errors.js';
import { Comment } from './infrastructure/comment.entity.js';
import { CommentCounter } from './infrastructure/comment-counter.entity.js';
import { CommentListReader } from './infrastructure/comment-list.reader.js';
import { CommentRepository } from './infrastructure/comment.repository.js';
import { CommentRowReader } from './infrastructure/comment-row.reader.js';
import { CommentSchema1763690000600 } from './infrastructure/migrations/1763690000600-comment-schema.js';
import { AuthoredCommentsController } from './interface/authored-comments.controller.js';
import { CommentController } from './interface/comment.controller.js';
import { CommentReader } from './interface/comment.reader.js';
import { PostCommentsController } from './interface/post-comments.controller.js';

/** Threaded comments under posts. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [Comment, CommentCounter],
      migrations: [CommentSchema1763690000600],
      constraints: { fk_comment_parent: ParentNotFound },
    }),
    UserModule,
    PostModule,
  ],
  controllers: [PostCommentsController, CommentController, AuthoredCommentsController],
  providers: [
    CommentService,
    CommentPolicy,
    CommentReader,
    CommentListReader,
    CommentRowReader,
    CommentRepository,
    CommentCountsHandler,
    CommentRecountsHandler,
  ],
  exports: [CommentService, CommentPolicy, CommentReader],
})
export class CommentModule {}
