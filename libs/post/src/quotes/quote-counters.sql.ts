import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { activePerson } from '#libs/social-graph';
import { postCounters } from '../post/post-counters.sql.js';
import { publicPost } from '../post/visible-post.sql.js';

/** How many public posts of active people quote a post. */
export const quoteCounters = shareOfCounters(postCounters, {
  quote_count: sql`(
    select count(*)
    from post p
    where p.quoted_id = k.id
      and not p.is_detached
      and ${publicPost('p')}
      and ${activePerson('p.author_id')}
  )`,
});
