import type { UserSummary } from '#libs/people';

/** Why something is suggested. */
export const REASON_KINDS = [
  'followedBy',
  'similarTo',
  'sharedSkills',
  'sameRegion',
  'popular',
  'sharedTags',
  'likedBy',
  'trending',
] as const;

export type ReasonKind = (typeof REASON_KINDS)[number];

/** People and tags that a reason names at most. */
export const REASON_NAMES = 3;

/** Why something is suggested: true when it is said, and the viewer could find it out alone. */
export interface Reason {
  readonly kind: ReasonKind;
  /** Whom the viewer sees and follows; three at most. */
  readonly users: UserSummary[];
  /** Three at most. */
  readonly tags: string[];
  /** How many there are, not only those that are named; 0 for kinds that name nobody and nothing. */
  readonly count: number;
}

/** A reason with what it names. */
export function reason(
  kind: ReasonKind,
  { users = [], tags = [], count = 0 }: Partial<Omit<Reason, 'kind'>> = {},
): Reason {
  return { kind, users, tags, count };
}
