import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, pageOf, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { PostReader } from '#libs/post';
import { CommentReader } from '../reading/comment.reader.js';
import { MentionDto } from './mention.dto.js';
import { MentionListReader } from './mention-list.reader.js';

/** Where I am mentioned. */
@Controller('me/mentions')
@ApiTags('Me')
export class MyMentionsController {
  constructor(
    private readonly mentions: MentionListReader,
    private readonly posts: PostReader,
    private readonly comments: CommentReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List posts and comments that mention me',
    description: 'Those that I may see, the newest mention first.',
    access: 'user',
    returns: pageOf(MentionDto),
  })
  async listMyMentions(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<MentionDto>> {
    const { items, nextCursor } = await this.mentions.mine(viewer, page);
    const posts = await this.posts.hydrate(
      viewer,
      items.flatMap(({ postId }) => postId ?? []),
    );
    const comments = await this.comments.hydrate(
      viewer,
      items.flatMap(({ commentId }) => commentId ?? []),
    );
    const postOf = new Map(posts.map((post) => [post.id, post]));
    const commentOf = new Map(comments.map((comment) => [comment.id, comment]));
    return {
      items: items.flatMap(({ postId, commentId, createdAt }) => {
        const post = (postId && postOf.get(postId)) ?? null;
        const comment = (commentId && commentOf.get(commentId)) ?? null;
        // Between the two statements it may have gone.
        return post || comment ? [{ post, comment, createdAt }] : [];
      }),
      nextCursor,
    };
  }
}
