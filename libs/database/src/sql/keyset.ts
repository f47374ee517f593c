import {
  type CursorFormat,
  type CursorKeyType,
  cursorOf,
  type Page,
  type PageRequest,
  toPage,
} from '#libs/kernel';
import { sql, type SqlFragment } from './sql.js';

type Direction = 'asc' | 'desc';
type CursorKey = string | number;

/** One column, or expression, by which a list is sorted. */
interface SortKey {
  /** SQL: `p.position`. */
  readonly column: string;
  /** What its values are. */
  readonly type: CursorKeyType;
  /** The name under which the rows of the list carry the value. */
  readonly as: string;
}

/** How a value is sent, so that an index over the column answers the comparison. */
const CASTS: Readonly<Record<CursorKeyType, string>> = {
  id: 'bigint',
  integer: 'integer',
  number: 'float8',
  text: 'text',
};

/** Values before all others, where lists begin. Descending texts have none. */
const BEGINNINGS: Readonly<
  Record<Direction, Readonly<Record<CursorKeyType, CursorKey | undefined>>>
> = {
  asc: { id: '0', integer: -2_147_483_648, number: '-Infinity', text: '' },
  desc: { id: '9223372036854775807', integer: 2_147_483_647, number: 'Infinity', text: undefined },
};

/**
 * The order of a list, with all that a page of it needs: where it goes on, in which order, and the cursor of the next
 * page. All keys run the same way, so that one comparison of rows finds the place in an index; a count that runs
 * against the others is negated: `asc('- k.post_count', …)`.
 */
class Keyset {
  private readonly cursors: CursorFormat;
  private readonly beginning: readonly CursorKey[];

  constructor(
    name: string,
    private readonly direction: Direction,
    private readonly keys: readonly SortKey[],
  ) {
    const types = keys.map(({ type }) => type);
    this.cursors = cursorOf(name, types);
    this.beginning = types.map((type) => {
      const value = BEGINNINGS[direction][type];
      if (value === undefined) {
        throw new Error(`"${name}" has no beginning: texts are sorted upwards.`);
      }
      return value;
    });
  }

  /** SQL after `order by`. */
  get order(): SqlFragment {
    return sql.raw(this.keys.map(({ column }) => `${column} ${this.direction}`).join(', '));
  }

  /**
   * The values of the keys at the place where a page begins: those of the last row seen, or of none.
   *
   * @throws DomainError `invalid-cursor`
   */
  start({ cursor }: Pick<PageRequest, 'cursor'>): readonly CursorKey[] {
    return cursor === undefined ? this.beginning : this.cursors.decode(cursor);
  }

  /**
   * SQL: whether a row stands on a page or behind it.
   *
   * @throws DomainError `invalid-cursor`
   */
  after(request: Pick<PageRequest, 'cursor'>): SqlFragment {
    return this.afterPlace(this.start(request).map(sql.value));
  }

  /** The same for a place whose values are given as SQL: slots of a prepared statement. */
  afterPlace(place: readonly SqlFragment[]): SqlFragment {
    const columns = sql.raw(this.keys.map(({ column }) => column).join(', '));
    const values = this.keys.map(({ type }, i) => sql`${place[i]}::${sql.raw(CASTS[type])}`);
    const beyond = sql.raw(this.direction === 'asc' ? '>' : '<');
    return this.keys.length === 1
      ? sql`${columns} ${beyond} ${sql.join(values, ', ')}`
      : sql`(${columns}) ${beyond} (${sql.join(values, ', ')})`;
  }

  /** The page of these rows, of which there is one too many when there is a next page. */
  page<Row extends object>(rows: readonly Row[], limit: number): Page<Row> {
    return toPage(rows, limit, (row) =>
      this.cursors.encode(this.keys.map(({ as }) => keyIn(row, as))),
    );
  }
}

export type { Keyset };

/** A column by which a list is sorted. @param as the name of its value in the rows */
export function sortKey(column: string, type: CursorKeyType, as: string): SortKey {
  return { column, type, as };
}

/** The order of a list with the greatest first. @param name one that no other order has: `posts.popular` */
export function descending(name: string, ...keys: readonly SortKey[]): Keyset {
  return new Keyset(name, 'desc', keys);
}

/** The order of a list with the least first. @param name one that no other order has: `tags.name` */
export function ascending(name: string, ...keys: readonly SortKey[]): Keyset {
  return new Keyset(name, 'asc', keys);
}

function keyIn(row: object, name: string): CursorKey {
  const value: unknown = Reflect.get(row, name);
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`A row of the list carries no "${name}".`);
  }
  return value;
}
