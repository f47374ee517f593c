import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommentPolicy } from '#libs/comment';
import type { CommentId, MaybeViewer, Page, Viewer } from '#libs/kernel';
import { ReadQuery, CurrentViewer, Endpoint, PageQuery, pageOf, PathId } from '#libs/http';
import { UserDto, UserReader } from '#libs/people';
import { CommentReactionService } from './comment-reaction.service.js';
import { EdgeReader } from './edge.reader.js';
import { commentLikes } from './edges.sql.js';
import { LikeDto } from './reaction.dto.js';

/** Likes of comments. */
@Controller('comments/:commentId')
@ApiTags('Comments')
export class CommentReactionController {
  constructor(
    private readonly reactions: CommentReactionService,
    private readonly comments: CommentPolicy,
    private readonly edges: EdgeReader,
    private readonly people: UserReader,
  ) {}

  @Put('like')
  @Endpoint({ summary: 'Like a comment', access: 'user', returns: LikeDto })
  async likeComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
  ): Promise<LikeDto> {
    return { liked: true, likeCount: await this.reactions.like(viewer, commentId) };
  }

  @Delete('like')
  @Endpoint({
    summary: 'Take back the like of a comment',
    description: 'Works also when the comment can’t be seen any more.',
    access: 'user',
    returns: LikeDto,
  })
  async unlikeComment(
    @CurrentViewer() viewer: Viewer,
    @PathId('commentId') commentId: CommentId,
  ): Promise<LikeDto> {
    return { liked: false, likeCount: await this.reactions.unlike(viewer, commentId) };
  }

  @Get('likes')
  @Endpoint({
    summary: 'List the people who like a comment',
    description: 'Newest like first.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  async listCommentLikers(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('commentId') commentId: CommentId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<UserDto>> {
    await this.comments.assertVisible(viewer, commentId);
    const { items, nextCursor } = await this.edges.people(commentLikes, viewer, commentId, page);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }
}
