/** A page of a list as it leaves the service. */
export interface Page<Item> {
  readonly items: Item[];
  /** Opaque; `null` on the last page. */
  readonly nextCursor: string | null;
}

/** What a caller asks of a list. */
export interface PageRequest {
  /** 1–100. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Makes a page from one row more than was asked for: the extra row only tells that there is a next page.
 *
 * @param rows at most `limit + 1` rows, in list order
 * @param cursorAfter the cursor that continues after a row
 */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (row: Row) => string,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? cursorAfter(last) : null,
  };
}

/** The same page with each item changed. */
export function mapPage<From, To>(page: Page<From>, change: (item: From) => To): Page<To> {
  return { items: page.items.map(change), nextCursor: page.nextCursor };
}
