import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PageQuery, PathId, ReadQuery } from '#libs/http';
import { type MaybeViewer, type Page, soughtWords, type UserId, type Viewer } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import { type PostDto, PostPage } from '../reading/post.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { PostListReader } from './post-list.reader.js';
import { MyPostsQuery, PostListQuery } from './post-query.dto.js';
import { TrendingPostReader } from './trending-post.reader.js';

/** Lists of posts. */
@Controller()
@ApiTags('Posts')
export class PostListController {
  constructor(
    private readonly lists: PostListReader,
    private readonly trending: TrendingPostReader,
    private readonly reader: PostReader,
    private readonly people: UserPolicy,
  ) {}

  @Get('posts')
  @Endpoint({
    summary: 'List public posts',
    description:
      'Published posts that everyone can see, without those of people whom I block or who block me. All filters must match.',
    access: 'anyone',
    returns: PostPage,
  })
  async listPosts(
    @CurrentViewer() viewer: MaybeViewer,
    @ReadQuery() query: PostListQuery,
  ): Promise<Page<PostDto>> {
    const { sort, limit, cursor, excludeMe, sensitive, tag, q, title, body, ...filter } = query;
    const wanted = {
      ...filter,
      words: soughtWords({ q, title, body }),
      tags: tag ?? [],
      unwarned: sort === 'trending' && !sensitive,
      without: excludeMe ? viewer?.userId : undefined,
    };
    const page = { limit, cursor };
    const ids =
      sort === 'trending'
        ? await this.trending.page(viewer, wanted, page)
        : await this.lists.published(viewer, wanted, sort, page);
    return this.reader.page(viewer, ids);
  }

  @Get('me/posts')
  @Endpoint({
    summary: 'List my posts',
    description: 'Drafts too. Newest first, by when they were published or else begun.',
    access: 'user',
    returns: PostPage,
  })
  async listMyPosts(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() { q, status, visibility, ...page }: MyPostsQuery,
  ): Promise<Page<PostDto>> {
    const ids = await this.lists.ownedBy(
      viewer.userId,
      { words: soughtWords({ q }), status, visibility },
      page,
    );
    return this.reader.page(viewer, ids);
  }

  @Get('users/:userId/posts')
  @Endpoint({
    summary: 'List the posts of a person',
    description: 'Those that I may see, newest first.',
    access: 'anyone',
    returns: PostPage,
  })
  async listUserPosts(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<PostDto>> {
    await this.people.assertVisible(viewer, userId);
    return this.reader.page(viewer, await this.lists.writtenBy(viewer, userId, page));
  }
}
