import { Module } from '@nestjs/common';
import { CommentModule } from '#libs/comment';
import { PersistenceModule } from '#libs/database';
import { PostModule } from '#libs/post';
import { UserModule } from '#libs/user';
import { CommentReactionService } from './application/comment-reaction.service.js';
import { PostReactionService } from './application/post-reaction.service.js';
import { ReactionPersonalData } from './application/reaction-personal-data.service.js';
import { Bookmark } from './infrastructure/bookmark.entity.js';
import { CommentLike } from './infrastructure/comment-like.entity.js';
import { EdgeReader } from './infrastructure/edge.reader.js';
import { EdgeRepository } from './infrastructure/edge.repository.js';
import { ReactionSchema1763690000700 } from './infrastructure/migrations/1763690000700-reaction-schema.js';
import { RecentLikes1763690000710 } from './infrastructure/migrations/1763690000710-recent-likes.js';
import { PersonEdgeReader } from './infrastructure/person-edge.reader.js';
import { PersonEdgeRepository } from './infrastructure/person-edge.repository.js';
import { PostLike } from './infrastructure/post-like.entity.js';
import { CommentReactionController } from './interface/comment-reaction.controller.js';
import { MyReactionsController } from './interface/my-reactions.controller.js';
import { PostReactionController } from './interface/post-reaction.controller.js';

/** Likes of posts and comments, and bookmarks. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [PostLike, CommentLike, Bookmark],
      migrations: [ReactionSchema1763690000700, RecentLikes1763690000710],
    }),
    UserModule,
    PostModule,
    CommentModule,
  ],
  controllers: [PostReactionController, CommentReactionController, MyReactionsController],
  providers: [
    PostReactionService,
    CommentReactionService,
    EdgeReader,
    EdgeRepository,
    PersonEdgeReader,
    PersonEdgeRepository,
    ReactionPersonalData,
  ],
  exports: [PostReactionService, CommentReactionService],
})
export class ReactionModule {}
