import type { Page, Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { idsOf, stageOf } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { FeedModule } from '../src/feed.module.js';
import { FeedService } from '../src/feed.service.js';
import type { PlacedPost } from '../src/feed-page.js';
import { HomeFeedReader } from '../src/home-feed.reader.js';
import { authors, homeFeed } from '../src/home-feed.sql.js';
import { SharedHomeReader, type SharedPost } from '../src/shared-home.reader.js';
import { sharedHome } from '../src/shared-home.sql.js';

/** Always walks first, far enough. */
const WALKS = { walk: 1_000_000, people: authors };
/** Never walks. */
const ASKS = { walk: 0, people: authors };

/** Both ways of the home feed. */
export const WAYS = { walk: homeFeed('test.walk', WALKS), ask: homeFeed('test.ask', ASKS) };

/** The same with reposts: each way to posts and to reposts; `each` gives up the search for those of all people. */
export const SHARED_WAYS = {
  walk: sharedHome('test.shared-walk', WALKS),
  few: sharedHome('test.shared-few', ASKS),
  search: sharedHome('test.shared-search', ASKS, {
    few: 0,
    candidates: 2_000,
    ofPerson: 200,
  }),
  each: sharedHome('test.shared-each', ASKS, { few: 0, candidates: 3, ofPerson: 2 }),
};

/** A page, but for what it tells of its viewer: only some ways do. */
export const plain = <Item extends PlacedPost>({ items, nextCursor }: Page<Item>) => ({
  items: items.map((item) => ({ ...item, followsMany: undefined })),
  nextCursor,
});

/** The same, but for what its walk counts as known at its beginning: that depends on how far a way looks at once. */
const placed = (page: Page<SharedPost>) => ({
  items: plain(page).items.map((item) => ({ ...item, asOf: undefined })),
  isLast: page.nextCursor === null,
});

/** Feeds as lists of post ids. */
export const openStage = stageOf([FeedModule], (app) => ({
  /** The first page of a home feed, made in both ways: fails when they differ. */
  home: async (
    { viewer }: Person,
    { excludeMe = false, limit = 20 }: { excludeMe?: boolean; limit?: number } = {},
  ): Promise<PostId[]> => {
    const request = { limit, excludeMe };
    const reader = app.get(HomeFeedReader);
    const walked = await reader.page(viewer.userId, request, WAYS.walk);
    expect(plain(await reader.page(viewer.userId, request, WAYS.ask))).toEqual(plain(walked));
    expect(idsOf(await app.get(FeedService).home(viewer, request))).toEqual(idsOf(walked));
    return idsOf(walked);
  },
  /** All pages of a home feed with reposts, made in all ways: fails when they differ. */
  shared: async (
    { viewer }: Person,
    {
      excludeMe = false,
      limit = 20,
      between = () => Promise.resolve(),
    }: { excludeMe?: boolean; limit?: number; between?: () => Promise<unknown> } = {},
  ): Promise<{ id: PostId; by: string | null }[]> => {
    const found: { id: PostId; by: string | null }[] = [];
    let cursor: string | undefined;
    do {
      const request = { limit, excludeMe, reposts: true, cursor };
      const reader = app.get(SharedHomeReader);
      const walked = await reader.page(viewer.userId, request, SHARED_WAYS.walk);
      for (const way of [SHARED_WAYS.few, SHARED_WAYS.search, SHARED_WAYS.each]) {
        expect(placed(await reader.page(viewer.userId, request, way))).toEqual(placed(walked));
      }
      const page = await app.get(FeedService).home(viewer, request);
      expect(idsOf(page)).toEqual(idsOf(walked));
      expect(page.items.length).toBe(page.nextCursor === null ? page.items.length : limit);
      found.push(...page.items.map(({ id, repostedBy }) => ({ id, by: repostedBy?.id ?? null })));
      cursor = page.nextCursor ?? undefined;
      await between();
    } while (cursor !== undefined);
    return found;
  },
  explore: async (
    viewer: Viewer | null,
    { excludeMe = false }: { excludeMe?: boolean } = {},
  ): Promise<PostId[]> =>
    idsOf(await app.get(FeedService).explore(viewer, { limit: 20, excludeMe })),
  /** Removes every post. */
  clear: (): Promise<unknown> => app.sql(`truncate post, post_repost cascade`),
}));

export type FeedStage = Awaited<ReturnType<typeof openStage>>;
