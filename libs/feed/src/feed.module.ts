import { Module } from '@nestjs/common';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { FeedService } from './application/feed.service.js';
import { ExploreFeedReader } from './infrastructure/explore-feed.reader.js';
import { HomeFeedReader } from './infrastructure/home-feed.reader.js';
import { FeedController } from './interface/feed.controller.js';

/** Home and explore. Owns no table. */
@Module({
  imports: [PostModule, SocialGraphModule],
  controllers: [FeedController],
  providers: [HomeFeedReader, ExploreFeedReader, FeedService],
  exports: [FeedService],
})
export class FeedModule {}
