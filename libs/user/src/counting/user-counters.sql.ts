import { defineCounters } from '#libs/counters';

/** How many follow a person, how many the person follows, and how many posts of the person are listed. */
export const userCounters = defineCounters({
  table: 'user_counter',
  key: 'user_id',
  columns: ['follower_count', 'following_count', 'post_count'],
  recount: `
    select
      k.id as key,
      (
        select count(*)
        from follow f
        join user_account follower on follower.id = f.follower_id and follower.is_active
        where f.followee_id = k.id
      ) as follower_count,
      (
        select count(*)
        from follow f
        join user_account followee on followee.id = f.followee_id and followee.is_active
        where f.follower_id = k.id
      ) as following_count,
      (
        select count(*)
        from post p
        where p.author_id = k.id
          and p.is_active
          and p.status = 'published'
          and p.visibility = 'public'
      ) as post_count
    from unnest($1::bigint[]) as k (id)`,
});
