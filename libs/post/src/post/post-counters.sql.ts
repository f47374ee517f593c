import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { openPost } from './visible-post.sql.js';

/**
 * Counters of a post. Views are added up from what is kept for a day only, so they can't be recounted.
 */
export const postCounters = defineCounters({
  table: 'post_counter',
  key: 'post_id',
  columns: ['like_count', 'comment_count', 'bookmark_count', 'view_count'],
  truth: {
    like_count: sql`(
      select count(*)
      from post_like l
      join user_account a on a.id = l.user_id and a.is_active
      where l.post_id = k.id
    )`,
    comment_count: sql`(
      select count(*)
      from comment c
      join user_account a on a.id = c.author_id and a.is_active
      where c.post_id = k.id and c.is_active and c.deleted_at is null
    )`,
    bookmark_count: sql`(
      select count(*)
      from bookmark b
      join user_account a on a.id = b.user_id and a.is_active
      where b.post_id = k.id
    )`,
  },
});

/** Changes of counters of a post. */
export type PostCountsChange = Partial<Record<(typeof postCounters.columns)[number], number>>;

/** Counters of a tag: posts that everyone can see. */
export const tagCounters = defineCounters({
  table: 'tag_counter',
  key: 'tag_id',
  columns: ['post_count'],
  truth: {
    post_count: sql`(
      select count(*)
      from post_tag pt
      join post p on p.id = pt.post_id
      where pt.tag_id = k.id and ${openPost('p')}
    )`,
  },
});
