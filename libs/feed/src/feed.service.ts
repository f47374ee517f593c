import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary } from '#libs/people';
import { type PostDto, PostReader } from '#libs/post';
import { ExploreFeedReader } from './explore-feed.reader.js';
import type { FeedPostDto } from './feed.dto.js';
import type { ExploreRequest, HomeRequest, PlacedPost } from './feed-page.js';
import { HomeFeedReader } from './home-feed.reader.js';
import type { PeopleFeed } from './people-feed.sql.js';
import { SharedHomeReader, type SharedPost } from './shared-home.reader.js';

/** Feeds: a page of stored posts, presented to its viewer. */
@Injectable()
export class FeedService {
  constructor(
    private readonly homes: HomeFeedReader,
    private readonly shared: SharedHomeReader,
    private readonly explores: ExploreFeedReader,
    private readonly posts: PostReader,
    private readonly media: MediaReader,
  ) {}

  /** Posts of the people whom the viewer follows, what they repost if asked for, and the own ones. @throws DomainError `invalid-cursor` */
  async home(viewer: Viewer, request: HomeRequest): Promise<Page<FeedPostDto>> {
    return request.reposts
      ? this.presentShared(viewer, await this.shared.page(viewer.userId, request))
      : this.present(viewer, await this.homes.page(viewer.userId, request));
  }

  /** Posts of the people of a feed, and what they repost if asked for. @throws DomainError `invalid-cursor` */
  async of(feed: PeopleFeed, viewer: Viewer, request: HomeRequest): Promise<Page<FeedPostDto>> {
    const { userId } = viewer;
    return request.reposts
      ? this.presentShared(
          viewer,
          await this.shared.page(userId, request, feed.shared, feed.sharedOrder),
        )
      : this.present(viewer, await this.homes.page(userId, request, feed.plain, feed.order));
  }

  /** Posts that everyone may see, of everybody. @throws DomainError `invalid-cursor` */
  async explore(viewer: MaybeViewer, request: ExploreRequest): Promise<Page<PostDto>> {
    return this.present(viewer, await this.explores.page(viewer?.userId ?? null, request));
  }

  private async presentShared(
    viewer: Viewer,
    { items, nextCursor }: Page<SharedPost>,
  ): Promise<Page<FeedPostDto>> {
    const { pictures } = this.media;
    const present = await this.posts.presenter(viewer, items, { withoutMuted: true });
    const shown = items.map(({ repostedBy, repostedAt, ...row }) =>
      Object.assign(present(row), {
        repostedBy: repostedBy && presentSummary(repostedBy, pictures),
        repostedAt,
      }),
    );
    return { items: shown, nextCursor };
  }

  private async present(
    viewer: MaybeViewer,
    { items, nextCursor }: Page<PlacedPost>,
  ): Promise<Page<PostDto>> {
    const shown = await this.posts.present(viewer, items, { withoutMuted: true });
    return { items: shown, nextCursor };
  }
}
