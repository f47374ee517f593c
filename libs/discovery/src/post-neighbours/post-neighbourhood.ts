import type { PostId } from '#libs/post';

/**
 * How posts are found alike: they are liked by the same people, and have the same tags. Each liker of a post adds the
 * other posts that the liker likes, and says the less of them the more there are; a post that many like is liked together
 * with every other, and counts less. Each tag adds its newest posts, and says the less the more there are.
 */

/** Neighbours that are kept of a post. */
export const POST_NEIGHBOURS = 20;

/** Neighbours by one author at most: who writes much of one thing is not the only one to be found. */
export const NEIGHBOURS_OF_ONE_AUTHOR = 4;

/** Days for which a post has neighbours, and is one. */
export const NEIGHBOUR_DAYS = 90;

/** The newest likers of a post who are asked what else they like. */
export const ASKED_LIKERS = 50;

/** The newest likes of each of them that count. */
export const ASKED_LIKES = 50;

/** The newest posts of each tag that count. */
export const ASKED_TAGGED = 100;

/**
 * The weight of a like by somebody who likes nothing else, and of a tag that no other post has. Whole numbers, as those of
 * people.
 */
export const FULL_WEIGHT = 1_000_000;

/** Part of the product of their likers by which what two posts have of likes is divided. */
export const DAMPING = 0.25;

/** Likers of a post that are counted; of more the damping would hardly tell. */
export const COUNTED_LIKERS = 1_000;

/** Days after which the neighbours of a post are computed anew, whatever happened. */
export const REFRESH_DAYS = 3;

/** Minutes after which the neighbours of a post that was liked since are computed anew. */
export const LIKED_MINUTES = 60;

/** Minutes of likes that are looked at for posts that were liked since: more than lie between two looks. */
export const LOOKED_BACK_MINUTES = 30;

/** Minutes that it may take a post, once it has its position, to be there for others to see. */
export const UNSEEN_MINUTES = 10;

/** Posts that were looked through for new ones. */
export interface LookedThrough {
  /** Those that were not met. */
  readonly unmet: readonly PostId[];
  /** The position of the last one; `null` when there was none. */
  readonly last: string | null;
}

/** How many people who take part like a post. */
export interface CountedLikers {
  readonly postId: PostId;
  readonly likerCount: number;
}

/** What is like a post, and how much. */
export interface PostNeighbours {
  readonly postId: PostId;
  /** The nearest first. */
  readonly neighbourIds: readonly PostId[];
  readonly scores: readonly number[];
}
