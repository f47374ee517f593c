import { Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId, ReadBody } from '#libs/http';
import type { MaybeViewer, Page, UserId, Viewer } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import { type PostDto, PostPage } from '../reading/post.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { PinPostsDto } from './pin.dto.js';
import { NotPinnable, TooManyPins } from './pin.errors.js';
import { PinReader } from './pin.reader.js';
import { PinService } from './pin.service.js';

/** Pinned posts. */
@Controller()
@ApiTags('Posts')
export class PinController {
  constructor(
    private readonly pins: PinService,
    private readonly pinned: PinReader,
    private readonly reader: PostReader,
    private readonly people: UserPolicy,
  ) {}

  @Put('me/pins')
  @Endpoint({
    summary: 'Pin posts',
    description: 'These instead of those that were pinned; none to unpin all.',
    access: 'user',
    returns: PostPage,
    problems: [TooManyPins, NotPinnable],
  })
  async pinPosts(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() { postIds }: PinPostsDto,
  ): Promise<Page<PostDto>> {
    await this.pins.pin(viewer, postIds);
    return this.list(viewer, viewer.userId);
  }

  @Get('users/:userId/pins')
  @Endpoint({
    summary: 'List the pinned posts of a person',
    description: 'Those that I may see, in the order of the person; all in one page.',
    access: 'anyone',
    returns: PostPage,
  })
  async listPins(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
  ): Promise<Page<PostDto>> {
    await this.people.assertVisible(viewer, userId);
    return this.list(viewer, userId);
  }

  private async list(viewer: MaybeViewer, userId: UserId): Promise<Page<PostDto>> {
    const ids = await this.pinned.of(viewer, userId);
    return this.reader.page(viewer, { items: ids, nextCursor: null });
  }
}
