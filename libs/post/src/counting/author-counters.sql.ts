import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { userCounters } from '#libs/user';
import { publicPost } from '../post/visible-post.sql.js';

/** How many posts of a person are listed. */
export const authorCounters = shareOfCounters(userCounters, {
  post_count: sql`(
    select count(*)
    from post p
    where p.author_id = k.id and ${publicPost('p')}
  )`,
});
