import { idSince, sql, type SqlFragment } from '#libs/database';
import { NEIGHBOUR_DAYS } from './post-neighbourhood.js';

/** SQL: the smallest position of the days in which posts have neighbours. */
export const youngest = idSince(NEIGHBOUR_DAYS, 'day');

/** SQL: whether a post is young enough to have neighbours, and to be one. @param post alias of a row with a `position` */
export function youngPost(post: string): SqlFragment {
  return sql`${sql.raw(post)}.position > ${youngest}`;
}
