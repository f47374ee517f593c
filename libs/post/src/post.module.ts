import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { MediaModule, MediaNotUsable } from '#libs/media';
import { PersistenceModule } from '#libs/database';
import { PostKeys } from './application/post-keys.service.js';
import { TagKeys } from './application/tag-keys.service.js';
import { TagKeyRepository } from './infrastructure/tag-key.repository.js';
import { UserModule } from '#libs/user';
import { ActRecountsHandler } from './application/act-recounts.handler.js';
import { AuthorStandingHandler } from './application/author-standing.handler.js';
import { EditingService } from './application/editing.service.js';
import { ImageService } from './application/image.service.js';
import { ModeratedPosts } from './application/moderated-posts.service.js';
import { OwnPosts } from './application/own-posts.service.js';
import { PictureAudience } from './application/picture-audience.service.js';
import { PostCountsHandler } from './application/post-counts.handler.js';
import { PostListing } from './application/post-listing.service.js';
import { PostMediaPolicy } from './application/post-media.policy.js';
import { PostModeration } from './application/post-moderation.service.js';
import { PostPersonalData } from './application/post-personal-data.service.js';
import { PostPictures } from './application/post-pictures.service.js';
import { PostPolicy } from './application/post.policy.js';
import { PostTags } from './application/post-tags.service.js';
import { PublishingService } from './application/publishing.service.js';
import { RemovalService } from './application/removal.service.js';
import { RemovedMediaHandler } from './application/removed-media.handler.js';
import { ViewsService } from './application/views.service.js';
import { AdminPostReader } from './infrastructure/admin-post.reader.js';
import { AuthoredPostReader } from './infrastructure/authored-post.reader.js';
import { PostModeration1763690000510 } from './infrastructure/migrations/1763690000510-post-moderation.js';
import { PostSchema1763690000500 } from './infrastructure/migrations/1763690000500-post-schema.js';
import { PersonPostReader } from './infrastructure/person-post.reader.js';
import { PersonRepository } from './infrastructure/person.repository.js';
import { PostCounter } from './infrastructure/post-counter.entity.js';
import { PostErasureRepository } from './infrastructure/post-erasure.repository.js';
import { PostImage } from './infrastructure/post-image.entity.js';
import { PostImageReader } from './infrastructure/post-image.reader.js';
import { PostImageRepository } from './infrastructure/post-image.repository.js';
import { PostListReader } from './infrastructure/post-list.reader.js';
import { PostModerationRepository } from './infrastructure/post-moderation.repository.js';
import { PostRecord } from './infrastructure/post.entity.js';
import { PostRepository } from './infrastructure/post.repository.js';
import { PostRevision } from './infrastructure/post-revision.entity.js';
import { PostRevisionReader } from './infrastructure/post-revision.reader.js';
import { PostRowReader } from './infrastructure/post-row.reader.js';
import { PostView } from './infrastructure/post-view.entity.js';
import { PostViewRepository } from './infrastructure/post-view.repository.js';
import { PostTag, TagCounter, TagRecord } from './infrastructure/tag.entity.js';
import { TagReader } from './infrastructure/tag.reader.js';
import { TagRepository } from './infrastructure/tag.repository.js';
import { AdminPostController } from './interface/admin-post.controller.js';
import { PostImageController } from './interface/post-image.controller.js';
import { PostListController } from './interface/post-list.controller.js';
import { TrendsJobs } from './application/trends.jobs.js';
import { PostSearch } from './domain/post-search.js';
import { PostSearch1763690000520 } from './infrastructure/migrations/1763690000520-post-search.js';
import { TagRanks1763690000530 } from './infrastructure/migrations/1763690000530-tag-ranks.js';
import { PostFilterReader } from './infrastructure/post-filter.reader.js';
import { SqlPostSearch } from './infrastructure/post-search.repository.js';
import { PostText } from './infrastructure/post-text.entity.js';
import { PostTrend } from './infrastructure/post-trend.entity.js';
import { TrendRepository } from './infrastructure/trend.repository.js';
import { TrendingPostReader } from './infrastructure/trending-post.reader.js';
import { PostReader } from './interface/post.reader.js';
import { PostReadingController } from './interface/post-reading.controller.js';
import { PostWritingController } from './interface/post-writing.controller.js';
import { TagController } from './interface/tag.controller.js';

const services = [
  PublishingService,
  EditingService,
  RemovalService,
  ImageService,
  OwnPosts,
  ModeratedPosts,
  PostModeration,
  PostPersonalData,
  PostPolicy,
  PostMediaPolicy,
  PostListing,
  PostTags,
  PostPictures,
  PictureAudience,
  ViewsService,
  TrendsJobs,
];
const handlers = [
  PostCountsHandler,
  ActRecountsHandler,
  AuthorStandingHandler,
  RemovedMediaHandler,
];
const persistence = [
  PostRepository,
  PostModerationRepository,
  TagRepository,
  PostImageRepository,
  PostViewRepository,
  PersonRepository,
  PostRowReader,
  AdminPostReader,
  AuthoredPostReader,
  PostErasureRepository,
  PostListReader,
  PostImageReader,
  PostRevisionReader,
  PersonPostReader,
  TagReader,
  PostFilterReader,
  TrendingPostReader,
  TrendRepository,
  { provide: PostSearch, useClass: SqlPostSearch },
];

/** Posts with their tags, pictures, history, views and counters. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [
        PostRecord,
        PostCounter,
        TagRecord,
        TagCounter,
        PostTag,
        PostImage,
        PostRevision,
        PostView,
        PostText,
        PostTrend,
      ],
      migrations: [
        PostSchema1763690000500,
        PostModeration1763690000510,
        PostSearch1763690000520,
        TagRanks1763690000530,
      ],
      constraints: { uq_post_image_media: MediaNotUsable },
    }),
    AuditModule,
    MediaModule,
    UserModule,
  ],
  controllers: [
    PostListController,
    PostReadingController,
    PostWritingController,
    PostImageController,
    TagController,
    AdminPostController,
  ],
  providers: [
    PostKeys,
    TagKeys,
    TagKeyRepository,
    ...services,
    ...handlers,
    ...persistence,
    PostReader,
  ],
  exports: [PostPolicy, PostReader, PublishingService, EditingService, RemovalService],
})
export class PostModule {}
