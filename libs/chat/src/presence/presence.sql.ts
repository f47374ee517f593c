import { sql, type SqlFragment } from '#libs/database';
import { type IdSql, idSql } from '#libs/social-graph';
import { GONE_AFTER_SECONDS } from './presence.js';

/** SQL: the moment before which who left is gone, and a process that last said something is, too. */
export const GONE_BEFORE = sql`now() - interval '${sql.number(GONE_AFTER_SECONDS)} seconds'`;

/** SQL: whether a person has a stream, or had one until a moment ago. */
export function isThere(user: IdSql): SqlFragment {
  return sql`exists (
    select from presence there
    join presence_process process on process.id = there.process_id
    where there.user_id = ${idSql(user)}
      and process.seen_at > ${GONE_BEFORE}
      and coalesce(there.left_at > ${GONE_BEFORE}, true)
  )`;
}
