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
  /** Whether it runs against the list, and is compared by its negative. */
  readonly isOpposed: boolean;
}

/** What the SQL of one page of a list is made of. */
export interface PageSql {
  /** Whether a row stands on the page or behind it. */
  readonly after: SqlFragment;
  /** The value of the first key at the place where the page begins: no row of the page lies before it. */
  readonly bound: SqlFragment;
  /** What stands after `order by`. */
  readonly order: SqlFragment;
  /** How many rows are read: one more than the page holds. */
  readonly limit: SqlFragment;
}

/** How a value is sent, so that an index over the column answers the comparison. */
const CASTS: Readonly<Record<CursorKeyType, string>> = {
  id: 'bigint',
  integer: 'integer',
  number: 'float8',
  text: 'text',
};

const OPPOSITE: Readonly<Record<Direction, Direction>> = { asc: 'desc', desc: 'asc' };

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
 * against the others is compared by its negative: `opposedKey('k.post_count', …)`.
 */
class Keyset {
  private readonly cursors: CursorFormat;
  private readonly beginning: readonly CursorKey[];
  /** SQL of each key. */
  private readonly columns: readonly SqlFragment[];

  constructor(
    name: string,
    private readonly direction: Direction,
    private readonly keys: readonly SortKey[],
  ) {
    this.cursors = cursorOf(
      name,
      keys.map(({ type }) => type),
    );
    this.columns = keys.map((key) => signed(key, sql.raw(key.column)));
    this.beginning = keys.map(({ type, isOpposed }) => {
      const value = BEGINNINGS[isOpposed ? OPPOSITE[direction] : direction][type];
      if (value === undefined) {
        throw new Error(`"${name}" has no beginning: texts are sorted upwards.`);
      }
      return value;
    });
  }

  /** SQL after `order by`. */
  get order(): SqlFragment {
    const direction = sql.raw(this.direction);
    return sql.join(
      this.columns.map((column) => sql`${column} ${direction}`),
      ', ',
    );
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
    const columns = sql.join(this.columns, ', ');
    const values = sql.join(this.valuesOf(place), ', ');
    const beyond = sql.raw(this.direction === 'asc' ? '>' : '<');
    return this.keys.length === 1
      ? sql`${columns} ${beyond} ${values}`
      : sql`(${columns}) ${beyond} (${values})`;
  }

  /**
   * What the SQL of a page is made of.
   *
   * @throws DomainError `invalid-cursor`
   */
  piecesOf(request: PageRequest): PageSql {
    const place = this.start(request).map(sql.value);
    const [bound = sql.empty] = this.valuesOf(place);
    return {
      after: this.afterPlace(place),
      bound,
      order: this.order,
      limit: sql.value(request.limit + 1),
    };
  }

  /** The page of these rows, of which there is one too many when there is a next page. */
  page<Row extends object>(rows: readonly Row[], limit: number): Page<Row> {
    return toPage(rows, limit, (row) => this.cursorBehind(row));
  }

  /** The cursor of the page that begins behind a row, or with the first one. */
  cursorBehind(row: object | undefined): string {
    return this.cursors.encode(
      row === undefined ? this.beginning : this.keys.map(({ as }) => keyIn(row, as)),
    );
  }

  private valuesOf(place: readonly SqlFragment[]): SqlFragment[] {
    return this.keys.map((key, i) => signed(key, sql`${place[i]}::${sql.raw(CASTS[key.type])}`));
  }
}

export type { Keyset };

/** A column by which a list is sorted. @param as the name of its value in the rows */
export function sortKey(column: string, type: CursorKeyType, as: string): SortKey {
  return { column, type, as, isOpposed: false };
}

/** A count that runs against the other keys of its list: the most used first, then by name. @param as see `sortKey` */
export function opposedKey(column: string, type: 'integer' | 'number', as: string): SortKey {
  return { column, type, as, isOpposed: true };
}

/** The order of a list with the greatest first. @param name one that no other order has: `posts.popular` */
export function descending(name: string, ...keys: readonly SortKey[]): Keyset {
  return new Keyset(name, 'desc', keys);
}

/** The order of a list with the least first. @param name one that no other order has: `tags.name` */
export function ascending(name: string, ...keys: readonly SortKey[]): Keyset {
  return new Keyset(name, 'asc', keys);
}

function signed({ isOpposed }: SortKey, value: SqlFragment): SqlFragment {
  return isOpposed ? sql`- ${value}` : value;
}

function keyIn(row: object, name: string): CursorKey {
  const value: unknown = Reflect.get(row, name);
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`A row of the list carries no "${name}".`);
  }
  return value;
}
