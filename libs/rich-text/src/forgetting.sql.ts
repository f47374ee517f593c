import { sql, type SqlFragment } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** SQL: entities in which a zero is in the place of a person. @param entities name of the column */
export function without(entities: string, userId: UserId): SqlFragment {
  const column = sql.raw(entities);
  return sql`replace(${column}::text, ${`"${userId}"`}, '"0"')::jsonb`;
}
