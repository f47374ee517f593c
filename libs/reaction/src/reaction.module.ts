import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { PeopleModule } from '#libs/people';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { BookmarkEntity } from './bookmark.entity.js';
import { CommentLikeEntity } from './comment-like.entity.js';
import { ReactionSchema1763690000700 } from './migrations/1763690000700-reaction-schema.js';
import { RecentLikes1763690000710 } from './migrations/1763690000710-recent-likes.js';
import { PersonReactionReader } from './person-reaction.reader.js';
import { PostLikeEntity } from './post-like.entity.js';
import { ReactionReader } from './reaction.reader.js';
import { ReactionRepository } from './reaction.repository.js';
import { ReactionService } from './reaction.service.js';
import { ReactionErasureRepository } from './reaction-erasure.repository.js';
import { ReactionExportReader } from './reaction-export.reader.js';
import { ReactionPersonalDataService } from './reaction-personal-data.service.js';
import { ReactionRecountHandler } from './reaction-recount.handler.js';

/** Likes and bookmarks of whatever libs declare: each puts the controllers of its kinds into its own module. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [PostLikeEntity, CommentLikeEntity, BookmarkEntity],
      migrations: [ReactionSchema1763690000700, RecentLikes1763690000710],
    }),
    UserModule,
    SocialGraphModule,
    PeopleModule,
  ],
  providers: [
    ReactionService,
    ReactionReader,
    ReactionRepository,
    PersonReactionReader,
    ReactionRecountHandler,
    ReactionExportReader,
    ReactionErasureRepository,
    ReactionPersonalDataService,
  ],
  // The controllers show people.
  exports: [ReactionService, ReactionReader, PeopleModule],
})
export class ReactionModule {}
