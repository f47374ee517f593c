import { type Sql, sql, type SqlFragment } from '#libs/database';
import { eachSuggestable, youngAndRecommendable } from '#libs/discovery';
import type { BenchDatabase } from '../database.js';

/** Things that each method names. */
export const NAMED = 20;
/** The most followed people, and the posts that trend most, among whom a viewer finds those for whom the rules hold. */
const RANKED = 5_000;

/** What a method names for each viewer, the best first. */
export type Named = ReadonlyMap<string, readonly string[]>;

/** Prepares how many followers people have, as the follows say that were not put aside. */
export async function countFollowers(db: BenchDatabase): Promise<void> {
  await db.rows('drop table if exists bench_followers');
  await db.rows(`
    create table bench_followers as
    select f.followee_id as id, count(*) as followers
    from follow f
    group by f.followee_id`);
  await db.rows('alter table bench_followers add primary key (id)');
  await db.rows('analyze bench_followers');
}

/** The most followed people. */
export function popularPeople(db: BenchDatabase, viewers: readonly string[]): Promise<Named> {
  return namedBy(
    db,
    viewers,
    (viewer) => sql`
    select ranked.id
    from (
      select k.id, k.followers
      from bench_followers k
      order by k.followers desc, k.id desc
      limit ${RANKED}
    ) ranked
    ${eachSuggestable(viewer, 'ranked.id')}
    order by ranked.followers desc, ranked.id desc
    limit ${NAMED}`,
  );
}

/** Whom most of those follow whom one follows, then whoever has more followers. */
export function friendsOfFriends(db: BenchDatabase, viewers: readonly string[]): Promise<Named> {
  return namedBy(
    db,
    viewers,
    (viewer) => sql`
    select ranked.id
    from (
      select theirs.followee_id as id, count(*) as friends, max(k.followers) as followers
      from follow mine
      join follow theirs on theirs.follower_id = mine.followee_id
      join bench_followers k on k.id = theirs.followee_id
      where mine.follower_id = ${viewer}
      group by theirs.followee_id
      order by friends desc, followers desc, id desc
      offset 0
    ) ranked
    ${eachSuggestable(viewer, 'ranked.id')}
    order by ranked.friends desc, ranked.followers desc, ranked.id desc
    limit ${NAMED}`,
  );
}

/** The posts that trend most, of people whom one does not follow, without what one likes. */
export function trendingPosts(db: BenchDatabase, viewers: readonly string[]): Promise<Named> {
  return namedBy(
    db,
    viewers,
    (viewer) => sql`
    select ranked.id
    from (
      select r.post_id as id, r.score
      from post_trend r
      order by r.score desc, r.post_id desc
      limit ${RANKED}
    ) ranked
    join post p on p.id = ranked.id
    where ${youngAndRecommendable(viewer, 'p')}
      and not exists (
        select from post_like mine where mine.post_id = p.id and mine.user_id = ${viewer}
      )
    order by ranked.score desc, ranked.id desc
    limit ${NAMED}`,
  );
}

async function namedBy(
  db: BenchDatabase,
  viewers: readonly string[],
  method: (viewer: SqlFragment) => Sql,
): Promise<Named> {
  const named = new Map<string, readonly string[]>();
  for (const viewer of viewers) {
    const rows = await db.run<{ id: string }>(method(sql`${viewer}::bigint`));
    named.set(
      viewer,
      rows.map(({ id }) => id),
    );
  }
  return named;
}
