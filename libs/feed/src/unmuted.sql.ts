import { sql, type SqlFragment } from '#libs/database';
import { type IdSql, idSql } from '#libs/social-graph';

/**
 * SQL: whether a person is not kept out of the feeds of a viewer.
 *
 * @param viewer SQL of the viewer's id
 * @param person SQL of the other's id
 */
export function unmuted(viewer: IdSql, person: IdSql): SqlFragment {
  return sql`not exists (
    select from mute m where m.muter_id = ${idSql(viewer)} and m.muted_id = ${idSql(person)}
  )`;
}
