import type pg from 'pg';

/** Rows that a statement gives, as texts. */
export const rowsOf = async (db: pg.Client, sql: string): Promise<string[][]> =>
  (await db.query<string[]>({ text: sql, rowMode: 'array' })).rows;

/** What is to be told, recounted: who, of what kind, of which thing, and who did it. */
export async function truth(db: pg.Client): Promise<string[]> {
  const found = await rowsOf(
    db,
    `
    select p.author_id::text, 'post-like', l.post_id::text, l.user_id::text
    from post_like l
    join post p on p.id = l.post_id
    where l.user_id <> p.author_id
    union all
    select c.author_id::text, 'comment-like', l.comment_id::text, l.user_id::text
    from comment_like l
    join comment c on c.id = l.comment_id
    where l.user_id <> c.author_id
    union
    select answered.author_id::text, 'reply', c.post_id::text, c.author_id::text
    from comment c
    join comment answered on answered.id = c.parent_id
    where c.author_id <> answered.author_id
    union
    select p.author_id::text, 'comment', c.post_id::text, c.author_id::text
    from comment c
    join post p on p.id = c.post_id
    left join comment answered on answered.id = c.parent_id
    where c.author_id <> p.author_id and answered.author_id is distinct from p.author_id`,
  );
  return found.map((row) => row.join(' ')).sort();
}

/** Shown numbers that are not those of the rows. */
export const drift = (db: pg.Client): Promise<string[][]> =>
  rowsOf(
    db,
    `
    select 'post', p.id::text
    from post p
    join post_counter k on k.post_id = p.id
    where k.like_count <> (select count(*) from post_like l where l.post_id = p.id)
      or k.comment_count <> (select count(*) from comment c where c.post_id = p.id)
    union all
    select 'comment', c.id::text
    from comment c
    join comment_counter k on k.comment_id = c.id
    where k.like_count <> (select count(*) from comment_like l where l.comment_id = c.id)
      or k.reply_count <> (select count(*) from comment r where r.parent_id = c.id)`,
  );
