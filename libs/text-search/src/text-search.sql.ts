import { seeksWords, type SoughtWords } from '#libs/kernel';
import type { TextIndex } from './text-index.repository.js';
import { keysOf } from './text-keys.js';

/** Rows that are looked through before the index is asked: they hold enough of a common word. */
const NEAR_ROWS = 1_000;

/** Notes a value of a statement and gives its placeholder. */
export type NoteParam = (value: unknown) => string;

/** SQL: whether a row `text` of a text index holds the words. They are taken literally. */
export function holdsWords(text: string, sought: SoughtWords, param: NoteParam): string {
  const found = (column: string, placeholder: string): string =>
    `strpos(${text}.${column}, ${placeholder}) > 0`;
  const conditions = [
    ...sought.anywhere.map((word) => {
      const placeholder = `${param(word)}::text`;
      return `(${found('body', placeholder)} or ${found('title', placeholder)})`;
    }),
    ...sought.title.map((word) => found('title', `${param(word)}::text`)),
    ...sought.body.map((word) => found('body', `${param(word)}::text`)),
  ];
  return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
}

/** SQL: whether the thing with this id is found by the words; everything is by none. */
export function isFoundBy(
  { table, key }: TextIndex,
  idExpr: string,
  sought: SoughtWords,
  param: NoteParam,
): string {
  if (!seeksWords(sought)) {
    return 'true';
  }
  return `(
    select ${holdsWords('found_text', sought, param)}
    from ${table} found_text
    where found_text.${key} = ${idExpr}
  )`;
}

/**
 * SQL of rows of a text index that may hold the words, all their columns, as the index finds them on one shelf
 * `shelf(number, keys)`. `offset 0` keeps the planner to the index.
 */
function onShelf(table: string): string {
  return `(
    select *
    from ${table}
    where text_keys(place, title, body) @> shelf.keys
    offset 0
  )`;
}

function shelvesFrom(newest: string, table: string, keys: string): string {
  return `(
    select
      number,
      array(select ((number & 16383) << 49) | key from unnest(${keys}::bigint[]) as key) as keys
    from generate_series(
      ${newest},
      (select coalesce(min(place), 0) from ${table}) >> 16,
      -1
    ) as number
  )`;
}

/** SQL of ids, as `id`, of everything that the words find, in no order. */
export function allFound({ table, key }: TextIndex, sought: SoughtWords, param: NoteParam): string {
  const keys = param(keysOf(sought));
  const newest = `(select coalesce(max(place), 0) from ${table}) >> 16`;
  return `(
    select text.${key} as id
    from ${shelvesFrom(newest, table, keys)} shelf
    cross join lateral ${onShelf(table)} text
    where text.place >> 16 = shelf.number and ${holdsWords('text', sought, param)}
  )`;
}

/**
 * SQL of a list of what the words find, the last added first: `id` and `place`. Common words are found among
 * the newest rows; only when those are too few the index is asked, shelf by shelf.
 *
 * @param after placeholder of the place after which the list goes on, a `bigint`
 * @param limit placeholder of the number of rows
 * @param accept SQL of a further condition on a row `text` of the index
 */
export function newestFound(
  { table, key }: TextIndex,
  sought: SoughtWords,
  {
    after,
    limit,
    accept,
  }: { readonly after: string; readonly limit: string; readonly accept: string },
  param: NoteParam,
): string {
  const holds = holdsWords('text', sought, param);
  const keys = param(keysOf(sought));
  // A number, not `after` itself: nothing stands on shelves beyond the last place.
  const newest = `least(${after}, (select coalesce(max(place), 0) from ${table})) >> 16`;
  return `
    with near as materialized (
      select text.${key} as id, text.place
      from (
        select *
        from ${table}
        where place < ${after}
        order by place desc
        limit ${NEAR_ROWS}
      ) text
      where ${holds} and ${accept}
      order by text.place desc
      limit ${limit}
    )
    (
      select id, place
      from near
      where (select count(*) from near) >= ${limit}
    )
    union all
    (
      select hit.id, hit.place
      from ${shelvesFrom(newest, table, keys)} shelf
      cross join lateral (
        select text.${key} as id, text.place
        from (
          select *
          from ${onShelf(table)} candidate
          where candidate.place >> 16 = shelf.number and candidate.place < ${after}
          order by candidate.place desc
          offset 0
        ) text
        where ${holds} and ${accept}
        limit ${limit}
      ) hit
      where (select count(*) from near) < ${limit}
      limit ${limit}
    )
    order by place desc`;
}
