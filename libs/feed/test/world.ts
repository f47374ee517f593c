import type { Type } from '@nestjs/common';
import type { Viewer } from '#libs/kernel';
import type { NewPost, PostId } from '#libs/post';
import { idsOf, type TestHttp, testHttp } from '#libs/testing';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { type Person, setsPublic } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { FeedModule } from '../src/feed.module.js';
import { FeedService } from '../src/feed.service.js';
import { homeFeed, HomeFeedReader } from '../src/home-feed.reader.js';

/** People who follow and publish, and their feeds as lists of post ids. */
export interface World {
  readonly app: TestHttp;
  follows(follower: Person, ...followees: Person[]): Promise<void>;
  blocks(blocker: Person, blocked: Person): Promise<void>;
  mutes(muter: Person, muted: Person): Promise<void>;
  publishes(author: Person, post?: Partial<NewPost>): Promise<PostId>;
  setPublic(person: Person, isPublic: boolean): Promise<unknown>;
  /** The first page of a home feed, made in both ways: fails when they differ. */
  home(person: Person, request?: { excludeMe?: boolean; limit?: number }): Promise<PostId[]>;
  explore(viewer: Viewer | null, request?: { excludeMe?: boolean }): Promise<PostId[]>;
  /** Removes every post. */
  clear(): Promise<unknown>;
}

/** Both ways of the home feed: always walk first, far enough; never walk. */
export const WAYS = {
  walk: homeFeed('test.walk', { walk: 1_000_000, walkFrom: 0 }),
  ask: homeFeed('test.ask', { walk: 0, walkFrom: 1_000_000 }),
};

/** @param more modules beside the feed's */
export async function openWorld(more: readonly Type[] = []): Promise<World> {
  const app = await testHttp({ modules: [FeedModule, ...more] });
  return {
    app,
    follows: async (follower, ...followees) => {
      for (const followee of followees) {
        await follows(app, follower, followee);
      }
    },
    blocks: (blocker, blocked) => blocks(app, blocker, blocked),
    mutes: (muter, muted) => mutes(app, muter, muted),
    publishes: (author, post) => publishes(app, author, post),
    setPublic: (person, isPublic) => setsPublic(app, person, isPublic),
    home: async ({ viewer }, { excludeMe = false, limit = 20 } = {}) => {
      const request = { limit, excludeMe };
      const reader = app.get(HomeFeedReader);
      const walked = await reader.page(viewer.userId, request, WAYS.walk);
      expect(await reader.page(viewer.userId, request, WAYS.ask)).toEqual(walked);
      expect(idsOf(await app.get(FeedService).home(viewer, request))).toEqual(idsOf(walked));
      return idsOf(walked);
    },
    explore: async (viewer, { excludeMe = false } = {}) =>
      idsOf(await app.get(FeedService).explore(viewer, { limit: 20, excludeMe })),
    clear: () => app.sql(`truncate post cascade`),
  };
}
