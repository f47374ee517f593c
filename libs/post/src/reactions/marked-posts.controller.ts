import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PageQuery, ReadQuery } from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { type ReactionKind, ReactionReader } from '#libs/reaction';
import { type PostDto, PostPage } from '../reading/post.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { bookmarks, postLikes } from './post-reactions.sql.js';

/** Posts that I like and that I have bookmarked, as far as I can still see them. */
@Controller('me')
@ApiTags('Me')
export class MarkedPostsController {
  constructor(
    private readonly reactions: ReactionReader,
    private readonly posts: PostReader,
  ) {}

  @Get('likes/posts')
  @Endpoint({
    summary: 'List the posts that I like',
    description: 'Newest like first.',
    access: 'user',
    returns: PostPage,
  })
  listLikedPosts(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.marked(postLikes, viewer, page);
  }

  @Get('bookmarks')
  @Endpoint({
    summary: 'List the posts that I have bookmarked',
    description: 'Newest bookmark first.',
    access: 'user',
    returns: PostPage,
  })
  listBookmarks(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.marked(bookmarks, viewer, page);
  }

  private async marked(
    kind: ReactionKind<'post'>,
    viewer: Viewer,
    page: PageQuery,
  ): Promise<Page<PostDto>> {
    return this.posts.page(viewer, await this.reactions.mine(kind, viewer, page));
  }
}
