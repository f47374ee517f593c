import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  created,
  CurrentViewer,
  Endpoint,
  type Form,
  pageOf,
  PathId,
  ReadForm,
  ReadQuery,
} from '#libs/http';
import { type MaybeViewer, type Page, soughtWords, type Viewer } from '#libs/kernel';
import { type PostId, PostPolicy } from '#libs/post';
import { ParentNotFound } from '../comment/comment.errors.js';
import { CommentDto, PostCommentsQuery, WriteCommentDto } from '../reading/comment.dto.js';
import { CommentReader } from '../reading/comment.reader.js';
import { CommentListReader } from '../reading/comment-list.reader.js';
import { CommentService } from './comment.service.js';

/** Comments under a post. */
@Controller('posts/:postId/comments')
@ApiTags('Comments')
export class PostCommentsController {
  constructor(
    private readonly posts: PostPolicy,
    private readonly comments: CommentService,
    private readonly lists: CommentListReader,
    private readonly reader: CommentReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Comment on a post, or answer a comment',
    access: 'user',
    returns: CommentDto,
    status: 201,
    problems: [ParentNotFound],
    idempotent: true,
  })
  async writeComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadForm(WriteCommentDto) form: Form<WriteCommentDto>,
  ) {
    const id = await this.comments.fillIn(viewer, postId, form);
    const { comment, version } = await this.reader.read(viewer, id);
    return created(comment, { location: `/v1/comments/${id}`, version });
  }

  @Get()
  @Endpoint({
    summary: 'List the comments of a post',
    description:
      'The top level; with `q` or `nickname` comments at all levels, without those that are hidden.',
    access: 'anyone',
    returns: pageOf(CommentDto),
  })
  async listPostComments(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() { sort = 'latest', q, nickname, ...page }: PostCommentsQuery,
  ): Promise<Page<CommentDto>> {
    await this.posts.assertVisible(viewer, postId);
    const list =
      q === undefined && nickname === undefined
        ? { topLevelOf: postId }
        : { allOf: postId, words: soughtWords({ q }), nickname };
    return this.reader.page(viewer, await this.lists.inThread(viewer, list, sort, page));
  }
}
