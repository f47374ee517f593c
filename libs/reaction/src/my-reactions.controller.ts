import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommentDto, CommentReader } from '#libs/comment';
import type { Page, Viewer } from '#libs/kernel';
import { ReadQuery, CurrentViewer, Endpoint, PageQuery, pageOf } from '#libs/http';
import { PostDto, PostReader } from '#libs/post';
import { EdgeReader } from './edge.reader.js';
import { bookmarks, commentLikes, type EdgeKind, postLikes } from './edges.sql.js';

/** What I like and what I have bookmarked, as far as I can still see it. */
@Controller('me')
@ApiTags('Me')
export class MyReactionsController {
  constructor(
    private readonly edges: EdgeReader,
    private readonly posts: PostReader,
    private readonly comments: CommentReader,
  ) {}

  @Get('likes/posts')
  @Endpoint({
    summary: 'List the posts that I like',
    description: 'Newest like first.',
    access: 'user',
    returns: pageOf(PostDto),
  })
  listLikedPosts(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.myPosts(postLikes, viewer, page);
  }

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
    return this.comments.page(viewer, await this.edges.mine(commentLikes, viewer, page));
  }

  @Get('bookmarks')
  @Endpoint({
    summary: 'List the posts that I have bookmarked',
    description: 'Newest bookmark first.',
    access: 'user',
    returns: pageOf(PostDto),
  })
  listBookmarks(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.myPosts(bookmarks, viewer, page);
  }

  private async myPosts(
    kind: EdgeKind<'post'>,
    viewer: Viewer,
    page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.posts.page(viewer, await this.edges.mine(kind, viewer, page));
  }
}
