import { type CursorFormat, cursorOf, type PageRequest } from '#libs/kernel';
import type { PostRow } from '#libs/post';

/** What is asked of a feed. */
export interface FeedRequest extends PageRequest {
  /** Leaves the viewer's own posts out. */
  readonly excludeMe: boolean;
}

/** A post and its place in the order of feeds. */
export interface PlacedPost extends PostRow {
  readonly place: string;
}

/** Rows of the longest page and one more: a number, where the planner must know that a limit is small. */
export const MOST_ROWS = 101;

/** A position after every other: where a feed begins. */
export const LAST_POSITION = '9223372036854775807';

/** The cursor of a feed: the position of the last post seen. */
export function feedCursor(name: string): CursorFormat {
  return cursorOf(name, ['id']);
}
