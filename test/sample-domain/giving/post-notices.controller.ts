import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  pageOf,
  PageQuery,
  PathId,
  ReadBody,
  ReadQuery,
} from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { MediaNotUsable } from '#libs/media';
import { type PostId, PostPolicy } from '#libs/post';
import { AlreadyNoticed } from '../notice/notice.errors.js';
import { GiveNoticeDto, NoticeCountDto, NoticeDto } from './notice.dto.js';
import { NoticeService } from './notice.service.js';
import { ShownNoticeReader } from './shown-notice.reader.js';

/** Notices of a post. */
@Controller('posts/:postId/notices')
@ApiTags('Notices')
export class PostNoticesController {
  constructor(
    private readonly posts: PostPolicy,
    private readonly notices: NoticeService,
    private readonly reader: ShownNoticeReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Notice a post',
    access: 'user',
    returns: NoticeDto,
    status: 201,
    problems: [AlreadyNoticed, MediaNotUsable],
    idempotent: true,
  })
  async giveNotice(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadBody() draft: GiveNoticeDto,
  ): Promise<NoticeDto> {
    const noticeId = await this.notices.give(viewer, postId, draft);
    return this.reader.read(viewer, noticeId);
  }

  @Get()
  @Endpoint({
    summary: 'List the notices of a post',
    description: 'Newest first.',
    access: 'anyone',
    returns: pageOf(NoticeDto),
  })
  async listPostNotices(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<NoticeDto>> {
    await this.posts.assertVisible(viewer, postId);
    return this.reader.ofPost(viewer, postId, page);
  }

  @Get('count')
  @Endpoint({
    summary: 'Count the notices of a post',
    access: 'anyone',
    returns: NoticeCountDto,
  })
  async countPostNotices(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
  ): Promise<NoticeCountDto> {
    await this.posts.assertVisible(viewer, postId);
    return this.reader.count(postId);
  }
}
