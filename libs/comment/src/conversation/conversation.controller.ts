import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PathId, ReadQuery, resource } from '#libs/http';
import type { MaybeViewer, Page } from '#libs/kernel';
import { type PostId, PostPolicy } from '#libs/post';
import type { CommentId } from '../comment/comment.js';
import {
  CommentContextDto,
  ConversationCommentDto,
  ConversationQuery,
} from './conversation.dto.js';
import { ConversationReader } from './conversation.reader.js';

/** Conversations in one call. */
@Controller()
@ApiTags('Comments')
export class ConversationController {
  constructor(
    private readonly posts: PostPolicy,
    private readonly conversations: ConversationReader,
  ) {}

  @Get('posts/:postId/thread')
  @Endpoint({
    summary: 'Read a conversation',
    description:
      'The top level of the comments of a post, each with its first replies, and those with theirs: at most 300 comments in all. Where there are more replies, `nextReplies` goes on at …/replies.',
    access: 'anyone',
    returns: pageOf(ConversationCommentDto),
  })
  async readThread(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() query: ConversationQuery,
  ): Promise<Page<ConversationCommentDto>> {
    await this.posts.assertVisible(viewer, postId);
    return this.conversations.under(viewer, postId, query);
  }

  @Get('comments/:commentId/context')
  @Endpoint({
    summary: 'Read a comment with what it answers',
    description: 'The post, and all comments above, from the top level down.',
    access: 'anyone',
    returns: CommentContextDto,
  })
  async readCommentContext(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('commentId') commentId: CommentId,
  ) {
    const { context, version } = await this.conversations.around(viewer, commentId);
    return resource(context, version);
  }
}
