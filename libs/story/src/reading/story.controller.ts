import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  pageOf,
  PageQuery,
  PathId,
  ReadQuery,
  resource,
} from '#libs/http';
import type { MaybeViewer, Page, UserId } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import { StoryDto } from '../story/story.dto.js';
import type { StoryId } from '../story/story.js';
import { StoryReader } from '../story/story.reader.js';
import { PersonStoryReader } from './person-story.reader.js';

/** Reading stories. Doesn't mark them as seen. */
@ApiTags('Stories')
@Controller()
export class StoryController {
  constructor(
    private readonly people: UserPolicy,
    private readonly list: PersonStoryReader,
    private readonly reader: StoryReader,
  ) {}

  @Get('users/:userId/stories')
  @Endpoint({
    summary: 'List the stories of a person',
    description: 'Those that I may see, in the order in which they are played: the oldest first.',
    access: 'anyone',
    returns: pageOf(StoryDto),
  })
  async listPersonStories(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<StoryDto>> {
    await this.people.assertVisible(viewer, userId);
    const { items, nextCursor } = await this.list.page(viewer, userId, page);
    return { items: await this.reader.shown(viewer, items), nextCursor };
  }

  @Get('stories/:storyId')
  @Endpoint({
    summary: 'Read a story',
    description: 'Doesn’t mark it as seen. Once its 24 hours are over it is there for nobody.',
    access: 'anyone',
    returns: StoryDto,
  })
  async readStory(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('storyId') storyId: StoryId,
  ): Promise<Answer<StoryDto>> {
    const { story, version } = await this.reader.read(viewer, storyId);
    return resource(story, version);
  }
}
