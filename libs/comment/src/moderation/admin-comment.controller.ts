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
import { MediaReader } from '#libs/media';
import { UserReader } from '#libs/people';
import { presentEntities } from '#libs/rich-text';
import type { CommentId } from '../comment/comment.js';
import {
  AdminCommentDto,
  AdminCommentQuery,
  ModerateCommentDto,
  presentAdminComment,
} from './admin-comment.dto.js';
import { AdminCommentReader, type AdminCommentRow } from './admin-comment.reader.js';
import { CommentModerationService } from './comment-moderation.service.js';

/** Comments in the hands of administrators. */
@Controller('admin/comments')
@ApiTags('Administration')
export class AdminCommentController {
  constructor(
    private readonly moderation: CommentModerationService,
    private readonly rows: AdminCommentReader,
    private readonly people: UserReader,
    private readonly media: MediaReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Comments, deleted and deactivated ones too',
    description: 'Newest first, under whatever post.',
    access: 'admin',
    returns: pageOf(AdminCommentDto),
  })
  async listCommentsAsAdmin(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { q, isActive, authorId, ...request }: AdminCommentQuery,
  ): Promise<Page<AdminCommentDto>> {
    const page = await this.rows.page(
      viewer,
      { words: soughtWords({ q }), isActive, authorId },
      request,
    );
    return { items: await this.present(page.items), nextCursor: page.nextCursor };
  }

  @Get(':commentId')
  @Endpoint({ summary: 'Read any comment', access: 'admin', returns: AdminCommentDto })
  async readCommentAsAdmin(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
  ) {
    const row = orNotFound(await this.rows.find(viewer, commentId));
    const [comment] = await this.present([row]);
    return resource(orNotFound(comment), row.version);
  }

  @Patch(':commentId')
  @Endpoint({
    summary: 'Deactivate, restore or edit a comment',
    description:
      'A deactivated comment with replies stays as a tombstone for others. Goes to the audit log.',
    access: 'admin',
    returns: AdminCommentDto,
    problems: [PreconditionFailed],
  })
  async moderateComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
    @ReadBody() act: ModerateCommentDto,
    @IfMatch() expected: number | undefined,
  ) {
    await this.moderation.moderate(viewer, commentId, act, expected);
    return this.readCommentAsAdmin(viewer, commentId);
  }

  private async present(rows: readonly AdminCommentRow[]): Promise<AdminCommentDto[]> {
    const authors = await this.people.summaries([...new Set(rows.map(({ authorId }) => authorId))]);
    return rows.map((row) =>
      presentAdminComment(
        row,
        authors.get(row.authorId),
        presentEntities(row.body, row.entities, row.mentioned, this.media.pictures),
      ),
    );
  }
}
