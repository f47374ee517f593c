import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FeedPostDto, FeedService, PeopleFeedQuery } from '#libs/feed';
import { CurrentViewer, Endpoint, NotFound, pageOf, PathId, ReadQuery } from '#libs/http';
import { DomainError, type Page, type Viewer } from '#libs/kernel';
import type { PeopleListId } from '../list/people-list.js';
import { PeopleListReader } from '../list/people-list.reader.js';
import { LIST_FEED } from './list-feed.sql.js';

/** What the people of my lists publish. */
@ApiTags('Lists')
@Controller('feeds/lists')
export class ListFeedController {
  constructor(
    private readonly lists: PeopleListReader,
    private readonly feeds: FeedService,
  ) {}

  @Get(':listId')
  @Endpoint({
    summary: 'Posts of the people in a list of mine',
    description:
      'Newest first, as home shows them: what is for followers only of those whom I follow. People whom I mute are left out. Cursors with `reposts=true` are others than those without.',
    access: 'user',
    returns: pageOf(FeedPostDto),
  })
  async readListFeed(
    @CurrentViewer() viewer: Viewer,
    @PathId('listId') id: PeopleListId,
    @ReadQuery() { limit, cursor, reposts }: PeopleFeedQuery,
  ): Promise<Page<FeedPostDto>> {
    if (!(await this.lists.isOwn(viewer.userId, id))) {
      throw new DomainError(NotFound);
    }
    return this.feeds.of(LIST_FEED, viewer, {
      limit,
      cursor,
      reposts,
      excludeMe: false,
      of: id,
    });
  }
}
