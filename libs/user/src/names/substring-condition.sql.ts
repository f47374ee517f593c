import { sql, type SqlFragment } from '#libs/database';
import { nameKey } from '#libs/kernel';

/**
 * SQL of a substring search in a folded column that has an index over `name_grams`: the index narrows by characters
 * and pairs of characters, the comparison decides. The comparison stands first: inside an `or` the planner keeps the
 * order, and cutting a text up costs a thousand times more.
 */
export function contains(column: string, part: string): SqlFragment {
  const text = sql.raw(column);
  const sought = sql`${part}::text`;
  return sql`(
    strpos(${text}, ${sought}) > 0
    and name_grams(${text}) @> name_grams(${sought})
  )`;
}

/** SQL: whether a folded name contains a text, without regard to letter case and Unicode form. */
export function nameContains(column: string, text: string): SqlFragment {
  return contains(column, nameKey(text));
}
