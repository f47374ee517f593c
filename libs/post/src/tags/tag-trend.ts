/**
 * How tags are ranked as trending: each person who gave a tag to a post that everyone can see counts once, by the newest
 * of these posts, half as much with every half-life since then. The days are those of the calendar in UTC.
 */
export const TAG_HALF_LIFE_HOURS = 24;
export const TAG_TREND_DAYS = 7;

/** Tags that are ranked. */
export const TRENDING_TAGS = 1_000;

/** How many posts with a tag were published on a day. */
export interface TagDay {
  /** `2026-01-31` */
  readonly day: string;
  readonly posts: number;
}
