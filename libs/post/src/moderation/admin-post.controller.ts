import { Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
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
import { type Page, soughtWords, type Viewer } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { PostReader } from '../reading/post.reader.js';
import { AdminPostDto, AdminPostQuery, ModeratePostDto } from './admin-post.dto.js';
import { AdminPostReader, type AdminPostRow } from './admin-post.reader.js';
import { PostModerationService } from './post-moderation.service.js';

/** Posts in the hands of administrators. */
@Controller('admin/posts')
@ApiTags('Administration')
export class AdminPostController {
  constructor(
    private readonly moderation: PostModerationService,
    private readonly rows: AdminPostReader,
    private readonly reader: PostReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Posts, drafts, deleted and deactivated ones too',
    description: 'The last begun first; with `q` the last written or first published.',
    access: 'admin',
    returns: pageOf(AdminPostDto),
  })
  async listPostsAsAdmin(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { q, isActive, authorId, ...request }: AdminPostQuery,
  ): Promise<Page<AdminPostDto>> {
    const page = await this.rows.page(
      viewer,
      { words: soughtWords({ q }), isActive, authorId },
      request,
    );
    return { items: await this.present(viewer, page.items), nextCursor: page.nextCursor };
  }

  @Get(':postId')
  @Endpoint({
    summary: 'Read any post',
    description: 'Counts no view.',
    access: 'admin',
    returns: AdminPostDto,
  })
  async readPostAsAdmin(@CurrentViewer() viewer: Viewer, @PathId('postId') postId: PostId) {
    const row = orNotFound(await this.rows.find(viewer, postId));
    const [post] = await this.present(viewer, [row]);
    return resource(orNotFound(post), row.version);
  }

  @Patch(':postId')
  @Endpoint({
    summary: 'Deactivate, restore or edit a post',
    description:
      'A deactivated post is there for administrators only. Goes to the audit log; what a post said before an edit is kept as history.',
    access: 'admin',
    returns: AdminPostDto,
    problems: [PreconditionFailed],
  })
  async moderatePost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadBody() act: ModeratePostDto,
    @IfMatch() expected: number | undefined,
  ) {
    await this.moderation.moderate(viewer, postId, act, expected);
    return this.readPostAsAdmin(viewer, postId);
  }

  private async present(viewer: Viewer, rows: readonly AdminPostRow[]): Promise<AdminPostDto[]> {
    const present = await this.reader.presenter(viewer, rows);
    return rows.map(({ isActive, ...row }) => Object.assign(present(row), { isActive }));
  }
}
