import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MaybeViewer, Page, PostId, Viewer } from '#libs/kernel';
import { ReadQuery, CurrentViewer, Endpoint, PageQuery, pageOf, PathId } from '#libs/http';
import { PostPolicy } from '#libs/post';
import { UserDto, UserReader } from '#libs/people';
import { PostReactionService } from './post-reaction.service.js';
import { EdgeReader } from './edge.reader.js';
import { postLikes } from './edges.sql.js';
import { BookmarkDto, LikeDto } from './reaction.dto.js';

/** Likes and bookmarks of posts. */
@Controller('posts/:postId')
@ApiTags('Posts')
export class PostReactionController {
  constructor(
    private readonly reactions: PostReactionService,
    private readonly posts: PostPolicy,
    private readonly edges: EdgeReader,
    private readonly people: UserReader,
  ) {}

  @Put('like')
  @Endpoint({ summary: 'Like a post', access: 'user', returns: LikeDto })
  async likePost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<LikeDto> {
    return { liked: true, likeCount: await this.reactions.like(viewer, postId) };
  }

  @Delete('like')
  @Endpoint({
    summary: 'Take back the like of a post',
    description: 'Works also when the post can’t be seen any more.',
    access: 'user',
    returns: LikeDto,
  })
  async unlikePost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<LikeDto> {
    return { liked: false, likeCount: await this.reactions.unlike(viewer, postId) };
  }

  @Get('likes')
  @Endpoint({
    summary: 'List the people who like a post',
    description: 'Newest like first.',
    access: 'anyone',
    returns: pageOf(UserDto),
  })
  async listPostLikers(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<UserDto>> {
    await this.posts.assertVisible(viewer, postId);
    const { items, nextCursor } = await this.edges.people(postLikes, viewer, postId, page);
    return { items: await this.people.cards(viewer, items), nextCursor };
  }

  @Put('bookmark')
  @Endpoint({ summary: 'Bookmark a post', access: 'user', returns: BookmarkDto })
  async bookmarkPost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<BookmarkDto> {
    return { bookmarked: true, bookmarkCount: await this.reactions.bookmark(viewer, postId) };
  }

  @Delete('bookmark')
  @Endpoint({
    summary: 'Take back the bookmark of a post',
    description: 'Works also when the post can’t be seen any more.',
    access: 'user',
    returns: BookmarkDto,
  })
  async unbookmarkPost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
  ): Promise<BookmarkDto> {
    return { bookmarked: false, bookmarkCount: await this.reactions.unbookmark(viewer, postId) };
  }
}
