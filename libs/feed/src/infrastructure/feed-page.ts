import { type CursorFormat, cursorOf, type PageRequest, type PostId } from '#libs/kernel';

/** What is asked of a feed. */
export interface FeedRequest extends PageRequest {
  /** Leaves the viewer's own posts out. */
  readonly excludeMe: boolean;
}

/** A post and its place in the order of feeds. */
export interface Place {
  readonly id: PostId;
  readonly position: string;
}

/** A position after every other: where a feed begins. */
export const LAST_POSITION = '9223372036854775807';

/** The cursor of a feed: the position of the last post seen. */
export function feedCursor(name: string): CursorFormat {
  return cursorOf(name, ['id']);
}
