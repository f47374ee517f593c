import { defineCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { openPost } from './visible-post.sql.js';

/**
 * Counters of a post. Whoever records what is counted says how it is recounted; views are added up from what is kept for
 * a day only, so they can't be.
 */
export const postCounters = defineCounters({
  table: 'post_counter',
  key: 'post_id',
  columns: [
    'like_count',
    'comment_count',
    'bookmark_count',
    'repost_count',
    'quote_count',
    'view_count',
  ],
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
