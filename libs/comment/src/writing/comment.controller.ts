import { Controller, Delete, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  Forbidden,
  IfMatch,
  pageOf,
  PathId,
  PreconditionFailed,
  ReadBody,
  ReadQuery,
  resource,
} from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import type { CommentId } from '../comment/comment.js';
import { CommentPolicy } from '../comment/comment.policy.js';
import { CommentDto, EditCommentDto, RepliesQuery } from '../reading/comment.dto.js';
import { CommentReader } from '../reading/comment.reader.js';
import { CommentListReader } from '../reading/comment-list.reader.js';
import { REPLIES_SORT } from '../reading/comment-sorts.sql.js';
import { CommentService } from './comment.service.js';

/** Single comments and the replies to them. */
@Controller('comments/:commentId')
@ApiTags('Comments')
export class CommentController {
  constructor(
    private readonly policy: CommentPolicy,
    private readonly comments: CommentService,
    private readonly lists: CommentListReader,
    private readonly reader: CommentReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read a comment', access: 'anyone', returns: CommentDto })
  async readComment(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('commentId') commentId: CommentId,
  ) {
    const { comment, version } = await this.reader.read(viewer, commentId);
    return resource(comment, version);
  }

  @Get('replies')
  @Endpoint({
    summary: 'List the replies to a comment',
    access: 'anyone',
    returns: pageOf(CommentDto),
  })
  async listReplies(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('commentId') commentId: CommentId,
    @ReadQuery() { sort = REPLIES_SORT, ...page }: RepliesQuery,
  ): Promise<Page<CommentDto>> {
    await this.policy.assertInThread(viewer, commentId);
    const list = { repliesTo: commentId };
    return this.reader.page(viewer, await this.lists.inThread(viewer, list, sort, page));
  }

  @Patch()
  @Endpoint({
    summary: 'Edit an own comment',
    access: 'user',
    returns: CommentDto,
    problems: [Forbidden, PreconditionFailed],
  })
  async editComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
    @ReadBody() { body }: EditCommentDto,
    @IfMatch() expected: number | undefined,
  ) {
    await this.comments.edit(viewer, commentId, body, expected);
    const { comment, version } = await this.reader.read(viewer, commentId);
    return resource(comment, version);
  }

  @Delete()
  @Endpoint({
    summary: 'Delete an own comment, or one under an own post',
    description:
      'A comment with replies stays as a tombstone. An own one can be deleted also when its post can’t be seen any more.',
    access: 'user',
    problems: [Forbidden, PreconditionFailed],
  })
  removeComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    return this.comments.remove(viewer, commentId, expected);
  }
}
