import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  NotFound,
  pageOf,
  PageQuery,
  PathId,
  PathText,
  ReadQuery,
} from '#libs/http';
import { mapPage, type Page, type UserId, type Viewer } from '#libs/kernel';
import { type PostId, TAG_LENGTH } from '#libs/post';
import { DismissalDto } from './dismissal.dto.js';
import { DismissalReader } from './dismissal.reader.js';
import { DismissalService } from './dismissal.service.js';

const PathTag = PathText('tag', {
  maxLength: TAG_LENGTH,
  description: 'A tag, by its name.',
  example: '산책',
});

/** What I am not interested in. Nobody else learns of it. */
@ApiTags('Discovery')
@Controller('me/dismissals')
export class DismissalController {
  constructor(
    private readonly dismissals: DismissalService,
    private readonly reader: DismissalReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List what I am not interested in',
    description: 'Newest first, 1,000 at most, without people whom I can’t see any more.',
    access: 'user',
    returns: pageOf(DismissalDto),
  })
  async listDismissals(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<DismissalDto>> {
    return mapPage(await this.reader.page(viewer, query), ({ createdAt, ...dismissal }) => ({
      ...dismissal,
      createdAt: createdAt.toISOString(),
    }));
  }

  @Put('users/:userId')
  @Endpoint({
    summary: 'Not interested in a person',
    description: 'The person is not suggested to me for 180 days from now.',
    access: 'user',
    problems: [NotFound],
  })
  dismissUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.dismissals.dismissUser(viewer, userId);
  }

  @Delete('users/:userId')
  @Endpoint({ summary: 'Take back that I am not interested in a person', access: 'user' })
  undismissUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.dismissals.takeUserBack(viewer, userId);
  }

  @Put('tags/:tag')
  @Endpoint({
    summary: 'Not interested in a tag',
    description:
      'For 180 days from now it is not among the tags that trend for me, and nothing is recommended to me for it.',
    access: 'user',
  })
  dismissTag(@CurrentViewer() viewer: Viewer, @PathTag tag: string): Promise<void> {
    return this.dismissals.dismissTag(viewer, tag);
  }

  @Delete('tags/:tag')
  @Endpoint({ summary: 'Take back that I am not interested in a tag', access: 'user' })
  undismissTag(@CurrentViewer() viewer: Viewer, @PathTag tag: string): Promise<void> {
    return this.dismissals.takeTagBack(viewer, tag);
  }

  @Put('posts/:postId')
  @Endpoint({
    summary: 'Not interested in posts of this author',
    description: 'No post of whoever wrote this one is recommended to me for 180 days from now.',
    access: 'user',
    problems: [NotFound],
  })
  dismissPost(@CurrentViewer() viewer: Viewer, @PathId('postId') postId: PostId): Promise<void> {
    return this.dismissals.dismissPost(viewer, postId);
  }

  @Delete('posts/:postId')
  @Endpoint({
    summary: 'Take back that I am not interested in posts of this author',
    description: 'Any post of the author will do.',
    access: 'user',
  })
  undismissPost(@CurrentViewer() viewer: Viewer, @PathId('postId') postId: PostId): Promise<void> {
    return this.dismissals.takePostBack(viewer, postId);
  }
}
