import { codePoints } from '#libs/kernel';

/**
 * SQL of a substring search in a folded column that has an index over `name_bigrams`: the index narrows by pairs of
 * characters, the comparison decides. A single character is in no pair. The comparison stands first: inside an `or`
 * the planner keeps the order, and cutting a text up costs a thousand times more.
 *
 * @param param notes a value and gives its placeholder
 */
export function contains(column: string, part: string, param: (value: unknown) => string): string {
  const placeholder = `${param(part)}::text`;
  const compared = `strpos(${column}, ${placeholder}) > 0`;
  return codePoints(part) < 2
    ? compared
    : `(${compared} and name_bigrams(${column}) @> name_bigrams(${placeholder}))`;
}
