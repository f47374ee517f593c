import { Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  created,
  CurrentViewer,
  Endpoint,
  Forbidden,
  type Form,
  IfMatch,
  OwnedBy,
  PathId,
  PreconditionFailed,
  ReadForm,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaNotUsable } from '#libs/media';
import { StoryDto } from '../story/story.dto.js';
import { TooManyStories } from '../story/story.errors.js';
import type { StoryId } from '../story/story.js';
import { StoryPolicy } from '../story/story.policy.js';
import { StoryReader } from '../story/story.reader.js';
import { ShareStoryDto } from './sharing.dto.js';
import { SharingService } from './sharing.service.js';
import { StoryFormService } from './story-form.service.js';

/** Sharing and deleting stories. */
@ApiTags('Stories')
@Controller('stories')
export class SharingController {
  constructor(
    private readonly forms: StoryFormService,
    private readonly sharing: SharingService,
    private readonly reader: StoryReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Share a story',
    description:
      'A picture that is there for 24 hours and can’t be edited. At most 30 at the same time.',
    access: 'user',
    returns: StoryDto,
    status: 201,
    problems: [MediaNotUsable, TooManyStories],
    idempotent: true,
  })
  async shareStory(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(ShareStoryDto) form: Form<ShareStoryDto>,
  ): Promise<Answer<StoryDto>> {
    const draft = await this.forms.draft(viewer, form);
    const id = await this.sharing.share(viewer, draft);
    const { story, version } = await this.reader.read(viewer, id);
    return created(story, { location: `/v1/stories/${id}`, version });
  }

  @Delete(':storyId')
  @OwnedBy(StoryPolicy, 'storyId')
  @Endpoint({
    summary: 'Delete an own story',
    access: 'user',
    problems: [Forbidden, PreconditionFailed],
  })
  removeStory(
    @CurrentViewer() viewer: Viewer,
    @PathId('storyId') storyId: StoryId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    return this.sharing.remove(viewer, storyId, expected);
  }
}
