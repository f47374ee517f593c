import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';

/** How many follow a person, how many the person follows, and how many posts of the person are listed. */
export const userCounters = defineCounters({
  table: 'user_counter',
  key: 'user_id',
  columns: ['follower_count', 'following_count', 'post_count'],
  truth: {
    follower_count: sql`(
      select count(*)
      from follow f
      join user_account follower on follower.id = f.follower_id and follower.is_active
      where f.followee_id = k.id
    )`,
    following_count: sql`(
      select count(*)
      from follow f
      join user_account followee on followee.id = f.followee_id and followee.is_active
      where f.follower_id = k.id
    )`,
    post_count: sql`(
      select count(*)
      from post p
      where p.author_id = k.id
        and p.is_active
        and p.status = 'published'
        and p.visibility = 'public'
    )`,
  },
});
