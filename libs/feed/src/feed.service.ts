import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { type PostDto, PostReader } from '#libs/post';
import { ExploreFeedReader } from './explore-feed.reader.js';
import type { ExploreRequest, FeedRequest, PlacedPost } from './feed-page.js';
import { HomeFeedReader } from './home-feed.reader.js';

/** Feeds: a page of stored posts, presented to its viewer. */
@Injectable()
export class FeedService {
  constructor(
    private readonly homes: HomeFeedReader,
    private readonly explores: ExploreFeedReader,
    private readonly posts: PostReader,
  ) {}

  /** Posts of the people whom the viewer follows, and the own ones. @throws DomainError `invalid-cursor` */
  async home(viewer: Viewer, request: FeedRequest): Promise<Page<PostDto>> {
    return this.present(viewer, await this.homes.page(viewer.userId, request));
  }

  /** Posts that everyone may see, of everybody. @throws DomainError `invalid-cursor` */
  async explore(viewer: MaybeViewer, request: ExploreRequest): Promise<Page<PostDto>> {
    return this.present(viewer, await this.explores.page(viewer?.userId ?? null, request));
  }

  private present(viewer: MaybeViewer, { items, nextCursor }: Page<PlacedPost>): Page<PostDto> {
    return { items: this.posts.present(viewer, items), nextCursor };
  }
}
