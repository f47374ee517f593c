/**
 * How people are ranked as popular: each follower gained counts 1 from the moment of the follow, half as much with every
 * half-life that passes, and no more after some days. The half-life is as long a part of these days as with trending
 * posts.
 */
export const POPULAR_DAYS = 30;
export const HALF_LIFE_DAYS = 4;

/** People who are ranked; the others follow them, newest first. */
export const POPULAR_PEOPLE = 5_000;
