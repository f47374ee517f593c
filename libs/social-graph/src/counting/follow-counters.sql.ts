import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { userCounters } from '#libs/user';

/** How many follow a person, and how many the person follows. */
export const followCounters = shareOfCounters(userCounters, {
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
});
