import { sql, type SqlFragment } from '#libs/database';

/** SQL: the generation of so many minutes ago; ids begin with the milliseconds of their time. */
export function generationOf(minutes: number): SqlFragment {
  return sql`((extract(epoch from now()) - ${sql.number(minutes * 60)}) * 1000)::bigint << 20`;
}
