import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { userCounters } from '#libs/user';

/** How many posts of a person are listed. */
export const authorCounters = shareOfCounters(userCounters, {
  post_count: sql`(
    select count(*)
    from post p
    where p.author_id = k.id
      and p.is_active
      and p.status = 'published'
      and p.visibility = 'public'
  )`,
});
