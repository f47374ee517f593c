import { sql, type SqlFragment } from '#libs/database';
import { fold } from '#libs/kernel';

/** SQL: whether a folded name begins so. @param column the SQL of the name */
export function beginsSo(column: string, prefix: string): SqlFragment {
  const pattern = `${fold(prefix).replace(/[\\%_]/g, '\\$&')}%`;
  return sql`${sql.raw(column)} like ${pattern}`;
}
