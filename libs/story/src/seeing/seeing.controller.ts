import { Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  Forbidden,
  OwnedBy,
  pageOf,
  PageQuery,
  PathId,
  ReadQuery,
} from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { UserDto, UserReader } from '#libs/people';
import type { StoryId } from '../story/story.js';
import { StoryPolicy } from '../story/story.policy.js';
import { SeeingService } from './seeing.service.js';
import { ViewerReader } from './viewer.reader.js';

/** Who has seen a story. */
@ApiTags('Stories')
@Controller('stories/:storyId')
export class SeeingController {
  constructor(
    private readonly seeing: SeeingService,
    private readonly viewers: ViewerReader,
    private readonly people: UserReader,
  ) {}

  @Put('seen')
  @Endpoint({
    summary: 'Mark a story as seen',
    description:
      'Once, however often it is repeated; its author is told. An own one stays as it is.',
    access: 'user',
  })
  markStorySeen(
    @CurrentViewer() viewer: Viewer,
    @PathId('storyId') storyId: StoryId,
  ): Promise<void> {
    return this.seeing.see(viewer, storyId);
  }

  @Get('viewers')
  @OwnedBy(StoryPolicy, 'storyId')
  @Endpoint({
    summary: 'List who has seen an own story',
    description: 'The last one first. `viewCount` of the story is how many these are.',
    access: 'user',
    returns: pageOf(UserDto),
    problems: [Forbidden],
  })
  async listStoryViewers(
    @CurrentViewer() viewer: Viewer,
    @PathId('storyId') storyId: StoryId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<UserDto>> {
    const { items, nextCursor } = await this.viewers.page(viewer, storyId, page);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }
}
