import { idSince, sql, type SqlFragment } from '#libs/database';
import { discoverable, RECOMMENDED_DAYS } from '#libs/discovery';
import { offeredPost } from '#libs/post';
import type { BenchDatabase } from '../database.js';

/** People whose suggestions are looked at: enough to see who is suggested to anybody. */
const EVALUATED_PEOPLE = 5_000;
/** People whose recommended posts are looked at. */
const EVALUATED_READERS = 1_500;
/** Follows that a person has at least, so that something is left when a tenth is put aside. */
const LEAST_FOLLOWS = 10;

/** What is put aside of a table, to see whether it is found again. */
interface Held {
  readonly table: 'follow' | 'post_like';
  /** Where it lies meanwhile. */
  readonly aside: string;
  /** SQL that gives the rows, without values: it makes a table. */
  readonly rows: SqlFragment;
  /** Whether a row `h` of those is a row `t` of the table. */
  readonly isSame: string;
}

/** Whether a pair is put aside: one of ten, always the same ones. */
const isHeld = (one: string, other: string): SqlFragment =>
  sql.raw(`hashtextextended(${one} || ' ' || ${other}, 0) % 10 = 0`);

/** Follows between people who take part; not of the star, whom the benchmark lets everybody follow. */
const follows = (star: string): Held => ({
  table: 'follow',
  aside: 'bench_held_follow',
  rows: sql`
    select f.*
    from follow f
    where ${isHeld('f.follower_id', 'f.followee_id')}
      and f.followee_id <> ${sql.raw(star)}
      and ${discoverable('f.follower_id')}
      and ${discoverable('f.followee_id')}`,
  isSame: 't.follower_id = h.follower_id and t.followee_id = h.followee_id',
});

/** Likes of posts that may be recommended, of people whom the liker does not follow. */
const likes: Held = {
  table: 'post_like',
  aside: 'bench_held_like',
  rows: sql`
    select l.*
    from post_like l
    join post p on p.id = l.post_id
    where p.position > ${idSince(RECOMMENDED_DAYS, 'day')}
      and ${isHeld('l.user_id', 'l.post_id')}
      and p.author_id <> l.user_id
      and ${offeredPost('p')}
      and ${discoverable('l.user_id')}
      and not exists (
        select from follow f where f.follower_id = l.user_id and f.followee_id = p.author_id
      )`,
  isSame: 't.post_id = h.post_id and t.user_id = h.user_id',
};

/** Puts follows and likes aside; what an earlier run that was broken off had put aside goes back first. */
export async function holdOut(db: BenchDatabase, star: string): Promise<void> {
  await putBack(db, star);
  for (const { table, aside, rows, isSame } of [follows(star), likes]) {
    await db.run(sql`create table ${sql.raw(aside)} as ${rows}`);
    await db.rows(`delete from ${table} t using ${aside} h where ${isSame}`);
    await db.rows(`analyze ${table}`);
    await db.rows(`analyze ${aside}`);
  }
  // Nobody has seen anything: what an earlier run delivered would not come again.
  await db.rows('truncate recommended_seen, recommended_ranking, suggestion_ranking');
}

/** Puts everything back. */
export async function putBack(db: BenchDatabase, star: string): Promise<void> {
  for (const { table, aside } of [follows(star), likes]) {
    const tables = await db.value('select count(*) from pg_class where relname = $1', [aside]);
    if (tables !== '0') {
      await db.rows(`insert into ${table} select * from ${aside} on conflict do nothing`);
      await db.rows(`drop table ${aside}`);
      await db.rows(`analyze ${table}`);
    }
  }
}

/** What was put aside of each person who is looked at. */
export type HeldOut = ReadonlyMap<string, ReadonlySet<string>>;

/** People of whom follows were put aside and who have some left. */
export function heldFollows(db: BenchDatabase): Promise<HeldOut> {
  return heldOf(
    db,
    `
    select h.follower_id as viewer, array_agg(h.followee_id::text) as held
    from bench_held_follow h
    where (select count(*) from follow f where f.follower_id = h.follower_id) >= ${LEAST_FOLLOWS}
    group by h.follower_id`,
    EVALUATED_PEOPLE,
  );
}

/** People of whom likes were put aside. */
export function heldLikes(db: BenchDatabase): Promise<HeldOut> {
  return heldOf(
    db,
    `
    select h.user_id as viewer, array_agg(h.post_id::text) as held
    from bench_held_like h
    group by h.user_id`,
    EVALUATED_READERS,
  );
}

async function heldOf(db: BenchDatabase, found: string, limit: number): Promise<HeldOut> {
  const rows = await db.rows<{ viewer: string; held: string[] }>(`
    select viewer::text, held
    from (${found}) found
    order by hashtextextended(viewer::text, 1)
    limit ${limit}`);
  return new Map(rows.map(({ viewer, held }) => [viewer, new Set(held)]));
}
