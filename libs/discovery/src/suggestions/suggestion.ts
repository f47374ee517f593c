import type { Id } from '#libs/kernel';
import type { UserCard, UserSummary } from '#libs/people';
import { type Reason, reason } from '../reason/reason.js';

/** A ranking of one person: ids begin with their time. */
export type Generation = Id<'suggestion-ranking'>;

/** People whom a ranking holds at most. */
export const RANKED = 100;

/** Minutes in which the same ranking is not kept once more. */
export const SAME_MINUTES = 1;

/** Minutes for which a ranking is good enough to begin with, when the viewer has done nothing that changes it. */
export const FRESH_MINUTES = 60;

/** Whoever follows fewer people is asked for skills and region instead. */
export const FEW_FOLLOWS = 5;

/** The people whom the viewer followed last: they are asked who follows them, and for their neighbours. */
export const ASKED_FOLLOWEES = 50;

/** Popular people who are put among the others, for tastes of which the neighbours know nothing. */
export const POPULAR_AMONG = 2;

/** They end the first page, as they did when they were measured. */
export const POPULAR_BEHIND = 18;

/** Somebody whom the viewer may like to follow. */
export interface Suggestion {
  readonly user: UserCard;
  readonly reason: Reason;
}

/** What the viewer and somebody who is suggested have in common. */
export interface CommonGround {
  /** How many people whom the viewer follows follow the person. */
  readonly followerCount: number;
  /** Those of them whom the viewer followed last. */
  readonly followers: UserSummary[];
  /** Of whom the viewer follows, the one together with whom the person is followed most. */
  readonly nearest: UserSummary | null;
  readonly skillCount: number;
  /** The first of the shared skills, as the person writes them. */
  readonly skills: string[];
  readonly isOfRegion: boolean;
}

/** The most telling of the reasons that hold. */
export function reasonOf(ground: CommonGround): Reason {
  const { followerCount, followers, nearest, skillCount, skills, isOfRegion } = ground;
  if (followerCount > 0) {
    return reason('followedBy', { users: followers, count: followerCount });
  }
  if (nearest !== null) {
    return reason('similarTo', { users: [nearest], count: 1 });
  }
  if (skillCount > 0) {
    return reason('sharedSkills', { tags: skills, count: skillCount });
  }
  return reason(isOfRegion ? 'sameRegion' : 'popular');
}
