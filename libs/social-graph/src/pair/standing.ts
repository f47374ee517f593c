import { DomainError } from '#libs/kernel';
import { Blocked } from './social-graph.errors.js';

/** How one person stands to another, seen from the one who acts. */
export interface Standing {
  /** Whether the other has an account that is neither suspended nor deleted. */
  readonly active: boolean;
  readonly following: boolean;
  readonly followedBy: boolean;
  /** Whether a request to the other waits. */
  readonly requested: boolean;
  /** Whether a request of the other waits. */
  readonly askedBy: boolean;
  readonly blocking: boolean;
  readonly blockedBy: boolean;
}

/** What a wish to follow is decided by. */
export interface FollowStanding extends Standing {
  /** Whether the other can be followed without being asked; it stays so until the transaction ends. */
  readonly asksNobody: boolean;
}

/** What a wish to follow leads to. */
export type FollowStep = 'stay' | 'follow' | 'request';

/** Whether the one who acts may know of the other: a block hides the blocker, not the blocked. */
export function sees(standing: Standing): boolean {
  return standing.active && !standing.blockedBy;
}

/**
 * Decides what a wish to follow somebody visible leads to. An accepted follow survives the profile's
 * turning private; a waiting request needs no consent any more once the profile is public.
 *
 * @throws DomainError `blocked` when the one who acts blocks the other
 */
export function followStep(standing: FollowStanding): FollowStep {
  if (standing.blocking) {
    throw new DomainError(Blocked);
  }
  if (standing.following) {
    return 'stay';
  }
  if (standing.asksNobody) {
    return 'follow';
  }
  return standing.requested ? 'stay' : 'request';
}
