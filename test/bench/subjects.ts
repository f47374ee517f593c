import type { BenchDatabase } from './database.js';
import type { Stage } from './stage.js';

/** People and posts that stand for many: the same ones in each run of the same data. */
export interface Subjects {
  /** People who follow about so many. */
  readonly followers: Readonly<Record<5 | 20 | 200 | 2000, string>>;
  /** People who do something; each acts for herself. */
  readonly actors: readonly string[];
  readonly hotPost: string;
  readonly posts: readonly string[];
  readonly thread: string;
  readonly author: string;
  readonly star: string;
  readonly quiet: string;
  readonly starFollowers: number;
  /** A word that few posts hold: the longest of one from the middle. */
  readonly rareWord: string;
}

/** Picks the subjects. Gives one author as many followers as there are people, up to 100,000. */
export async function pickSubjects(stage: Stage): Promise<Subjects> {
  const { db } = stage;
  const star = await starOf(db);
  const following = async (count: number) =>
    db.value(
      `
      select k.user_id
      from user_counter k
      join user_account a on a.id = k.user_id and a.is_active
      where k.following_count >= $1
      order by k.following_count, k.user_id
      limit 1`,
      [count],
    );
  const ids = async (sql: string, params: readonly unknown[] = []) =>
    (await db.rows<{ id: string }>(sql, params)).map(({ id }) => id);
  const posts = await ids(
    `
    select p.id
    from post p
    join profile f on f.user_id = p.author_id and f.is_public
    join user_account a on a.id = p.author_id and a.is_active
    where p.status = 'published' and p.visibility = 'public' and p.is_active
    order by p.position desc
    offset 100
    limit 1000`,
  );
  const actors = await ids(
    `
    select a.id
    from user_account a
    where a.is_active
      and not exists (select from block b where a.id in (b.blocker_id, b.blocked_id))
    order by a.id
    limit 2000`,
  );
  return {
    followers: {
      5: await following(5),
      20: await following(20),
      200: await following(200),
      2000: await following(Math.min(2000, await most(db, 'following_count'))),
    },
    actors,
    posts,
    hotPost: posts[0] ?? '',
    thread: await longest(db),
    author: await db.value(
      `
      select k.user_id
      from user_counter k
      join user_account a on a.id = k.user_id and a.is_active
      order by k.post_count desc, k.user_id
      limit 1`,
    ),
    star,
    quiet: await db.value(
      `
      select k.user_id
      from user_counter k
      join user_account a on a.id = k.user_id and a.is_active
      join profile f on f.user_id = k.user_id and f.is_public
      where k.follower_count >= 10
      order by k.follower_count, k.user_id
      limit 1`,
    ),
    rareWord: await db.value(
      `
      select word
      from (
        select body from post_text where place >= (select max(place) / 2 from post_text) order by place limit 20
      ) middle
      cross join regexp_split_to_table(middle.body, '\\s+') word
      order by length(word) desc, word
      limit 1`,
    ),
    starFollowers: Number(
      await db.value('select follower_count from user_counter where user_id = $1', [star]),
    ),
  };
}

async function most(db: BenchDatabase, column: string): Promise<number> {
  return Number(await db.value(`select max(${column}) from user_counter`));
}

function longest(db: BenchDatabase): Promise<string> {
  return db.value(`
    select k.post_id
    from post_counter k
    join post p on p.id = k.post_id
    join profile f on f.user_id = p.author_id and f.is_public
    join user_account a on a.id = p.author_id and a.is_active
    where p.status = 'published' and p.visibility = 'public' and p.is_active
    order by k.comment_count desc, k.post_id
    limit 1`);
}

/** Everybody follows the author who has the most followers: the seed has nobody with 100,000. */
async function starOf(db: BenchDatabase): Promise<string> {
  const star = await db.value(`
    select k.user_id
    from user_counter k
    join user_account a on a.id = k.user_id and a.is_active
    join profile f on f.user_id = k.user_id and f.is_public
    order by k.follower_count desc, k.user_id
    limit 1`);
  const [added] = await db.rows<{ count: number }>(
    `
    with people as (
      select id
      from user_account
      where is_active and id <> $1
      order by id
      limit 100000
    ), added as (
      insert into follow (follower_id, followee_id)
      select id, $1
      from people
      on conflict do nothing
      returning follower_id
    ), followers as (
      update user_counter
      set follower_count = follower_count + (select count(*) from added)
      where user_id = $1
    ), following as (
      update user_counter
      set following_count = following_count + 1
      from added
      where user_id = added.follower_id
    )
    select count(*)::int as count from added`,
    [star],
  );
  if ((added?.count ?? 0) > 0) {
    await db.rows('analyze follow');
  }
  return star;
}
