import { type PageSql, sql, type SqlFragment } from '#libs/database';
import { seeksWords, type SoughtWords } from '#libs/kernel';
import type { TextIndex } from './text-index.repository.js';
import { keysOf } from './text-keys.js';

/** Rows that are looked through before the index is asked: they hold enough of a common word. */
const NEAR_ROWS = 1_000;

/** SQL: whether a row `text` of a text index holds the words. They are taken literally. */
export function holdsWords(text: string, sought: SoughtWords): SqlFragment {
  const foundIn = (column: 'title' | 'body', word: SqlFragment): SqlFragment =>
    sql`strpos(${sql.raw(text)}.${sql.raw(column)}, ${word}) > 0`;
  return sql.all([
    ...sought.anywhere.map((anywhere) => {
      const word = sql`${anywhere}::text`;
      return sql`(${foundIn('body', word)} or ${foundIn('title', word)})`;
    }),
    ...sought.title.map((word) => foundIn('title', sql`${word}::text`)),
    ...sought.body.map((word) => foundIn('body', sql`${word}::text`)),
  ]);
}

/** SQL: whether the thing with this id is found by the words; everything is by none. */
export function isFoundBy(
  { table, key }: TextIndex,
  idExpr: string,
  sought: SoughtWords,
): SqlFragment {
  if (!seeksWords(sought)) {
    return sql.raw('true');
  }
  return sql`(
    select ${holdsWords('found_text', sought)}
    from ${sql.raw(table)} found_text
    where found_text.${sql.raw(key)} = ${sql.raw(idExpr)}
  )`;
}

/**
 * SQL of rows of a text index that may hold the words, all their columns, as the index finds them in one stretch
 * `stretch(number, keys)`. `offset 0` keeps the planner to the index.
 */
function inStretch(table: SqlFragment): SqlFragment {
  return sql`(
    select *
    from ${table}
    where text_keys(place, title, body) @> stretch.keys
    offset 0
  )`;
}

function stretchesFrom(newest: SqlFragment, table: SqlFragment, sought: SoughtWords): SqlFragment {
  const keys = sql.value(keysOf(sought));
  return sql`(
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
export function allFound(index: TextIndex, sought: SoughtWords): SqlFragment {
  const table = sql.raw(index.table);
  const newest = sql`(select coalesce(max(place), 0) from ${table}) >> 16`;
  return sql`(
    select text.${sql.raw(index.key)} as id
    from ${stretchesFrom(newest, table, sought)} stretch
    cross join lateral ${inStretch(table)} text
    where text.place >> 16 = stretch.number and ${holdsWords('text', sought)}
  )`;
}

/**
 * SQL of a page of what the words find, the last added first: `id` and `place`. Common words are found among
 * the newest rows; only when those are too few the index is asked, stretch by stretch.
 *
 * @param page pieces of the page of a list by `place`, the greatest first
 * @param accept SQL of a further condition on a row `text` of the index
 */
export function newestFound(
  index: TextIndex,
  sought: SoughtWords,
  { bound, ...page }: Pick<PageSql, 'bound' | 'limit'>,
  accept: SqlFragment,
): SqlFragment {
  const table = sql.raw(index.table);
  const key = sql.raw(index.key);
  const limit = sql`${page.limit}::integer`;
  const holds = holdsWords('text', sought);
  // A number, not the bound itself: nothing stands in stretches beyond the last place.
  const newest = sql`least(${bound}, (select coalesce(max(place), 0) from ${table})) >> 16`;
  return sql`
    with near as materialized (
      select text.${key} as id, text.place
      from (
        select *
        from ${table}
        where place < ${bound}
        order by place desc
        limit ${sql.number(NEAR_ROWS)}
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
      from ${stretchesFrom(newest, table, sought)} stretch
      cross join lateral (
        select text.${key} as id, text.place
        from (
          select *
          from ${inStretch(table)} candidate
          where candidate.place >> 16 = stretch.number and candidate.place < ${bound}
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
