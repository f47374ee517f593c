import { cursorOf, type Page, type PageRequest } from '#libs/kernel';
import { descending, sortKey } from './keyset.js';
import { sql, type SqlFragment } from './sql.js';

/** Something that is ranked. */
export interface Ranked<Id extends string> {
  readonly id: Id;
  /** Above 0. */
  readonly score: number;
}

/** Where the two parts of a list with a ranking are read. */
export interface RankedParts<Id extends string> {
  /** Those of the ranking that stand behind a place, in the order of the ranking. */
  ranked(after: SqlFragment, limit: number): Promise<readonly Ranked<Id>[]>;
  /** A page of all that is not in the ranking. */
  rest(request: PageRequest): Promise<Page<Id>>;
}

/** Pages of a list that begins with a ranking, and goes on with everything else in an order of its own. */
export class RankedPages {
  /** The score and id of the last one that is ranked; or score 0 and the cursor of the rest. */
  private readonly cursors;
  private readonly ranking;

  /**
   * @param name one that no other list has: `posts.trending`
   * @param columns SQL of the score and the id in the ranking: `r.score`
   */
  constructor(name: string, columns: { readonly score: string; readonly id: string }) {
    this.cursors = cursorOf(name, ['number', 'id', 'text']);
    this.ranking = descending(
      `${name}.ranked`,
      sortKey(columns.score, 'number', 'score'),
      sortKey(columns.id, 'id', 'id'),
    );
  }

  /** SQL after `order by` of the ranking. */
  get order(): SqlFragment {
    return this.ranking.order;
  }

  /** One page. @throws DomainError `invalid-cursor` */
  async page<Id extends string>(
    { limit, cursor }: PageRequest,
    parts: RankedParts<Id>,
  ): Promise<Page<Id>> {
    const [score = 0, id = '0', restCursor = ''] =
      cursor === undefined ? this.ranking.start({}) : this.cursors.decode(cursor);
    const place = this.ranking.afterPlace([score, id].map(sql.value));
    const rows = score === 0 ? [] : await parts.ranked(place, limit + 1);
    const items = rows.slice(0, limit).map((row) => row.id);
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) {
      return { items, nextCursor: this.cursors.encode([last.score, last.id, '']) };
    }
    const missing = limit - items.length;
    const rest = await parts.rest({
      limit: Math.max(missing, 1),
      cursor: restCursor === '' ? undefined : String(restCursor),
    });
    if (missing === 0) {
      const more = rest.items.length > 0;
      return { items, nextCursor: more ? this.cursors.encode([0, '0', '']) : null };
    }
    return {
      items: [...items, ...rest.items],
      nextCursor: rest.nextCursor && this.cursors.encode([0, '0', rest.nextCursor]),
    };
  }
}
