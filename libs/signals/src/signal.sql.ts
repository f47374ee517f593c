import { sql, type SqlFragment } from '#libs/database';

const CHANNEL = 'maru_live';

/** SQL: tells everybody who listens. */
export function notifying(text: string): SqlFragment {
  return sql`select pg_notify(${CHANNEL}, ${text})`;
}

/** SQL: hears from now on what is told. */
export const LISTENING = sql`listen ${sql.raw(CHANNEL)}`;
