import { Module } from '@nestjs/common';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { ExploreFeedReader } from './explore-feed.reader.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';
import { FeedNewsHandler } from './feed-news.handler.js';
import { FeedNewsReader } from './feed-news.reader.js';
import { FeedNewsService } from './feed-news.service.js';
import { FollowsMany } from './follows-many.js';
import { HomeFeedReader } from './home-feed.reader.js';
import { SharedHomeReader } from './shared-home.reader.js';

defineTag({
  name: 'Feeds',
  description: 'Posts of the people one follows, and of everybody.',
  after: 'Tags',
});

/** Home and explore. Owns no table. */
@Module({
  imports: [MediaModule, PostModule, SocialGraphModule],
  controllers: [FeedController],
  providers: [
    ExploreFeedReader,
    FeedNewsHandler,
    FeedNewsReader,
    FeedNewsService,
    FeedService,
    FollowsMany,
    HomeFeedReader,
    SharedHomeReader,
  ],
  exports: [FeedService],
})
export class FeedModule {}
