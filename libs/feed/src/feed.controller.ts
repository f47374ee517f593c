import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, ReadQuery } from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { PostDto } from '#libs/post';
import { ExploreQuery, FeedPostDto, HomeQuery } from './feed.dto.js';
import { FeedService } from './feed.service.js';

/** Feeds, newest post first. */
@Controller('feeds')
@ApiTags('Feeds')
export class FeedController {
  constructor(private readonly feeds: FeedService) {}

  @Get('home')
  @Endpoint({
    summary: 'Posts of the people whom I follow, and mine',
    description:
      'Newest first. People whom I mute or who are across a block are left out. Cursors with `reposts=true` are others than those without.',
    access: 'user',
    returns: pageOf(FeedPostDto),
  })
  readHomeFeed(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: HomeQuery,
  ): Promise<Page<FeedPostDto>> {
    return this.feeds.home(viewer, query);
  }

  @Get('explore')
  @Endpoint({
    summary: 'Public posts of everybody',
    description:
      'Newest first, of public profiles only; sensitive posts and those of which is warned only when asked for. People whom I mute or who are across a block are left out.',
    access: 'anyone',
    returns: pageOf(PostDto),
  })
  readExploreFeed(
    @CurrentViewer() viewer: MaybeViewer,
    @ReadQuery() query: ExploreQuery,
  ): Promise<Page<PostDto>> {
    return this.feeds.explore(viewer, query);
  }
}
