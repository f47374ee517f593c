import type { Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { idsOf, stageOf } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { FeedModule } from '../src/feed.module.js';
import { FeedService } from '../src/feed.service.js';
import { homeFeed, HomeFeedReader } from '../src/home-feed.reader.js';

/** Both ways of the home feed: always walk first, far enough; never walk. */
export const WAYS = {
  walk: homeFeed('test.walk', { walk: 1_000_000, walkFrom: 0 }),
  ask: homeFeed('test.ask', { walk: 0, walkFrom: 1_000_000 }),
};

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
    expect(await reader.page(viewer.userId, request, WAYS.ask)).toEqual(walked);
    expect(idsOf(await app.get(FeedService).home(viewer, request))).toEqual(idsOf(walked));
    return idsOf(walked);
  },
  explore: async (
    viewer: Viewer | null,
    { excludeMe = false }: { excludeMe?: boolean } = {},
  ): Promise<PostId[]> =>
    idsOf(await app.get(FeedService).explore(viewer, { limit: 20, excludeMe })),
  /** Removes every post. */
  clear: (): Promise<unknown> => app.sql(`truncate post cascade`),
}));

export type FeedStage = Awaited<ReturnType<typeof openStage>>;
