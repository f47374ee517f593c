import type { Id } from '#libs/kernel';
import type { UserSummary } from '#libs/people';
import { RANKING_MINUTES } from '../generations/generation.js';
import { type Reason, reason, REASON_NAMES } from '../reason/reason.js';

/** A ranking of posts for one person: ids begin with their time. */
export type RecommendedGeneration = Id<'recommended-ranking'>;

/** Posts that a ranking holds at most. */
export const RANKED_POSTS = 200;

/** Days for which a post is recommended. */
export const RECOMMENDED_DAYS = 14;

/** Posts of one author on a page at most. */
export const OF_ONE_AUTHOR = 2;

/** Minutes for which a post that was delivered is not recommended again: seven days after the last page of its ranking. */
export const SEEN_MINUTES = 7 * 24 * 60 + RANKING_MINUTES;

/** What the viewer has to do with a post. */
export interface PostGround {
  /** How many people whom the viewer follows and sees like it. */
  readonly likerCount: number;
  /** Those of them who liked it last. */
  readonly likers: UserSummary[];
  /** Its tags that are also on what the viewer likes and writes. */
  readonly tags: string[];
}

/** The most telling of the reasons that hold. */
export function recommendationReason({ likerCount, likers, tags }: PostGround): Reason {
  if (likerCount > 0) {
    return reason('likedBy', { users: likers, count: likerCount });
  }
  if (tags.length > 0) {
    return reason('sharedTags', { tags: tags.slice(0, REASON_NAMES), count: tags.length });
  }
  return reason('trending');
}
