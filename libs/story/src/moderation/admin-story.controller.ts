import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  CurrentViewer,
  Endpoint,
  IfMatch,
  orNotFound,
  pageOf,
  PathId,
  PreconditionFailed,
  ReadBody,
  ReadQuery,
  resource,
} from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { TooManyStories } from '../story/story.errors.js';
import type { StoryId } from '../story/story.js';
import { StoryReader } from '../story/story.reader.js';
import { AdminStoryDto, AdminStoryQuery, ModerateStoryDto } from './admin-story.dto.js';
import { AdminStoryReader, type AdminStoryRow } from './admin-story.reader.js';
import { StoryModerationService } from './story-moderation.service.js';

/** Stories in the hands of administrators. */
@Controller('admin/stories')
@ApiTags('Administration')
export class AdminStoryController {
  constructor(
    private readonly moderation: StoryModerationService,
    private readonly rows: AdminStoryReader,
    private readonly reader: StoryReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Stories, deleted ones and those taken down too',
    description: 'Newest first, of the last 24 hours.',
    access: 'admin',
    returns: pageOf(AdminStoryDto),
  })
  async listStoriesAsAdmin(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { isActive, authorId, ...request }: AdminStoryQuery,
  ): Promise<Page<AdminStoryDto>> {
    const page = await this.rows.page(viewer, { isActive, authorId }, request);
    return { items: this.present(viewer, page.items), nextCursor: page.nextCursor };
  }

  @Get(':storyId')
  @Endpoint({ summary: 'Read any story', access: 'admin', returns: AdminStoryDto })
  async readStoryAsAdmin(
    @CurrentViewer() viewer: Viewer,
    @PathId('storyId') storyId: StoryId,
  ): Promise<Answer<AdminStoryDto>> {
    const row = orNotFound(await this.rows.find(viewer, storyId));
    const [story] = this.present(viewer, [row]);
    return resource(orNotFound(story), row.version);
  }

  @Patch(':storyId')
  @Endpoint({
    summary: 'Take down or restore a story',
    description:
      'One that is taken down is there for administrators only, until its 24 hours are over. Goes to the audit log.',
    access: 'admin',
    returns: AdminStoryDto,
    problems: [PreconditionFailed, TooManyStories],
  })
  async moderateStory(
    @CurrentViewer() viewer: Viewer,
    @PathId('storyId') storyId: StoryId,
    @ReadBody() act: ModerateStoryDto,
    @IfMatch() expected: number | undefined,
  ): Promise<Answer<AdminStoryDto>> {
    await this.moderation.moderate(viewer, storyId, act, expected);
    return this.readStoryAsAdmin(viewer, storyId);
  }

  private present(viewer: Viewer, rows: readonly AdminStoryRow[]): AdminStoryDto[] {
    const activity = new Map(rows.map(({ id, isActive }) => [id, isActive]));
    return this.reader
      .present(viewer, rows)
      .map(({ story }) => Object.assign(story, { isActive: activity.get(story.id) === true }));
  }
}
