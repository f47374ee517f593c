import { activePerson } from '#libs/social-graph';
import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';

/** Likes of a comment and direct replies to it, both by active people. */
export const commentCounters = defineCounters({
  table: 'comment_counter',
  key: 'comment_id',
  columns: ['like_count', 'reply_count'],
  truth: {
    like_count: sql`(
      select count(*)
      from comment_like l
      where l.comment_id = k.id and ${activePerson('l.user_id')}
    )`,
    reply_count: sql`(
      select count(*)
      from comment r
      where r.parent_id = k.id
        and r.is_active
        and r.deleted_at is null
        and ${activePerson('r.author_id')}
    )`,
  },
});
