/**
 * How neighbours are computed: people who are followed by the same people. Each follower of a person adds the people
 * whom that follower follows too, and says the less of them the more there are; whoever is followed by many is followed
 * together with everybody, and counts less. The README shows what was measured.
 */

/** Neighbours that are kept of a person. */
export const NEIGHBOURS = 50;

/** The newest followers of a person who are asked whom else they follow. */
export const ASKED_FOLLOWERS = 50;

/** The newest follows of each of them that count. */
export const ASKED_FOLLOWS = 50;

/**
 * The weight of a follow by somebody who follows nobody else. Weights and scores are whole numbers: sums of them don't
 * depend on the order in which rows are found, so that the same facts give the same order.
 */
export const FULL_WEIGHT = 1_000_000;

/** Part of the product of their followers by which the score of two people is divided. */
export const DAMPING = 0.25;

/** Followers of a person that are counted; of more the damping would hardly tell. */
export const COUNTED_FOLLOWERS = 10_000;

/** People whom somebody follows who are counted; more make no difference. */
export const COUNTED_FOLLOWEES = 10_000;

/** Changes after which the neighbours of a person are computed anew; a tenth of the followers is enough, too. */
export const CHANGES_DUE = 3;

/** Days in which everybody's neighbours are computed at least once. */
export const SWEEP_DAYS = 10;

/** Someone who is followed together with a person, and how much. */
export interface Neighbours {
  readonly personId: string;
  /** The nearest first. */
  readonly neighbourIds: readonly string[];
  readonly scores: readonly number[];
}
