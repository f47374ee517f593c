import type { Id, PageRequest } from '#libs/kernel';
import type { PostRow } from '#libs/post';

/** What is asked of a feed. */
export interface FeedRequest extends PageRequest {
  /** Leaves the viewer's own posts out. */
  readonly excludeMe: boolean;
  /** What the people of another feed than home are found by. */
  readonly of?: Id | undefined;
}

/** What is asked of the home feed, or of that of other people. */
export interface HomeRequest extends FeedRequest {
  /** Whether with what these people repost; default no. */
  readonly reposts?: boolean | undefined;
}

/** A post and its place in the order of feeds. */
export interface PlacedPost extends PostRow {
  readonly place: string;
  /** Whether the feed is of many people; absent where they are walked for. */
  readonly followsMany?: boolean | undefined;
}

/** Rows of the longest page and one more: a number, where the planner must know that a limit is small. */
export const MOST_ROWS = 101;

/** A page of the explore feed. */
export interface ExploreRequest extends FeedRequest {
  /** Whether with posts of which is warned; default no. */
  readonly sensitive?: boolean | undefined;
}
