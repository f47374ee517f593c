/**
 * How posts are ranked as trending: each act of active people on them counts from the moment it is made, half as much
 * with every half-life that passes, and no more after some days.
 */
export const LIKE_WEIGHT = 1;
export const HALF_LIFE_HOURS = 24;
export const TREND_DAYS = 7;

/** Posts that are ranked; the others follow them, newest first. */
export const TRENDS = 5_000;
