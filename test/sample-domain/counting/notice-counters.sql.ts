import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { activePerson } from '#libs/social-graph';

/** Notices of a post by active people. */
export const noticeCounters = defineCounters({
  table: 'notice_counter',
  key: 'post_id',
  columns: ['notice_count'],
  truth: {
    notice_count: sql`(
      select count(*)
      from notice n
      where n.post_id = k.id and n.withheld_at is null and ${activePerson('n.author_id')}
    )`,
  },
});
