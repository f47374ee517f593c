import { sql, type SqlFragment } from './sql.js';

/** SQL: whether a row is of the version that a client expects; always when any version will do. */
export function atVersion(column: string, expected: number | undefined): SqlFragment {
  const version = sql.value(expected ?? null);
  return sql`(${version}::integer is null or ${sql.raw(column)} = ${version})`;
}
