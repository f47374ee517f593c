import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { ReactionReader } from '#libs/reaction';
import { CommentDto } from '../reading/comment.dto.js';
import { CommentReader } from '../reading/comment.reader.js';
import { commentLikes } from './comment-reactions.sql.js';

/** Comments that I like, as far as I can still see them. */
@Controller('me')
@ApiTags('Me')
export class LikedCommentsController {
  constructor(
    private readonly reactions: ReactionReader,
    private readonly comments: CommentReader,
  ) {}

  @Get('likes/comments')
  @Endpoint({
    summary: 'List the comments that I like',
    description: 'Newest like first.',
    access: 'user',
    returns: pageOf(CommentDto),
  })
  async listLikedComments(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<CommentDto>> {
    return this.comments.page(viewer, await this.reactions.mine(commentLikes, viewer, page));
  }
}
