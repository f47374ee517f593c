import { sql, type SqlFragment } from '#libs/database';
import { type IdSql, noBlockBetween } from '#libs/social-graph';
import { discoverable } from './suggestable.sql.js';

/**
 * SQL: whether a reason may name somebody whom the viewer follows: somebody whom the viewer sees, and who takes part.
 *
 * @param viewer SQL of the viewer's id
 * @param friend SQL of the other's id
 */
export function visibleFriend(viewer: IdSql, friend: IdSql): SqlFragment {
  return sql`(${discoverable(friend)} and ${noBlockBetween(viewer, friend)})`;
}
