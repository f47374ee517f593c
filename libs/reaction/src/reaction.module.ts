import { Module } from '@nestjs/common';
import { CommentModule } from '#libs/comment';
import { PersistenceModule } from '#libs/database';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { PeopleModule } from '#libs/people';
import { UserModule } from '#libs/user';
import { CommentReactionService } from './comment-reaction.service.js';
import { PostReactionService } from './post-reaction.service.js';
import { ReactionPersonalDataService } from './reaction-personal-data.service.js';
import { BookmarkEntity } from './bookmark.entity.js';
import { CommentLikeEntity } from './comment-like.entity.js';
import { EdgeReader } from './edge.reader.js';
import { EdgeRepository } from './edge.repository.js';
import { ReactionSchema1763690000700 } from './migrations/1763690000700-reaction-schema.js';
import { RecentLikes1763690000710 } from './migrations/1763690000710-recent-likes.js';
import { ReactionExportReader } from './reaction-export.reader.js';
import { ReactionErasureRepository } from './reaction-erasure.repository.js';
import { PostLikeEntity } from './post-like.entity.js';
import { CommentReactionController } from './comment-reaction.controller.js';
import { MyReactionsController } from './my-reactions.controller.js';
import { PostReactionController } from './post-reaction.controller.js';

/** Likes of posts and comments, and bookmarks. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [PostLikeEntity, CommentLikeEntity, BookmarkEntity],
      migrations: [ReactionSchema1763690000700, RecentLikes1763690000710],
    }),
    UserModule,
    SocialGraphModule,
    PeopleModule,
    PostModule,
    CommentModule,
  ],
  controllers: [PostReactionController, CommentReactionController, MyReactionsController],
  providers: [
    PostReactionService,
    CommentReactionService,
    EdgeReader,
    EdgeRepository,
    ReactionExportReader,
    ReactionErasureRepository,
    ReactionPersonalDataService,
  ],
  exports: [PostReactionService, CommentReactionService],
})
export class ReactionModule {}
