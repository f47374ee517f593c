import { nameKey } from '#libs/kernel';

/**
 * SQL of a substring search in a folded column that has an index over `name_grams`: the index narrows by characters
 * and pairs of characters, the comparison decides. The comparison stands first: inside an `or` the planner keeps the
 * order, and cutting a text up costs a thousand times more.
 *
 * @param param notes a value and gives its placeholder
 */
export function contains(column: string, part: string, param: (value: unknown) => string): string {
  const placeholder = `${param(part)}::text`;
  return `(
    strpos(${column}, ${placeholder}) > 0
    and name_grams(${column}) @> name_grams(${placeholder})
  )`;
}

/** SQL: whether a folded name contains a text, without regard to letter case and Unicode form. */
export function nameContains(
  column: string,
  text: string,
  param: (value: unknown) => string,
): string {
  return contains(column, nameKey(text), param);
}
