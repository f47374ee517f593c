/** What stands below names of an answer's body, one below the other. @throws Error when it is no text */
export function textIn(value: unknown, ...names: readonly string[]): string {
  const found = names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  );
  if (typeof found !== 'string') {
    throw new Error(`There is no ${names.join('.')} in an answer.`);
  }
  return found;
}

/** The items of a page. @throws Error when it has none */
export function itemsIn(page: unknown): unknown[] {
  const items: unknown =
    typeof page === 'object' && page !== null ? Reflect.get(page, 'items') : undefined;
  if (!Array.isArray(items)) {
    throw new Error('There are no items in an answer.');
  }
  return items;
}
