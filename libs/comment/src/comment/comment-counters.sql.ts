import { defineCounters, shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { defineTrendingActs, postCounters } from '#libs/post';
import { activePerson } from '#libs/social-graph';

/** Likes of a comment and direct replies to it, both by active people. */
export const commentCounters = defineCounters({
  table: 'comment_counter',
  key: 'comment_id',
  columns: ['like_count', 'reply_count'],
  truth: {
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

/** Comments under a post, among its counters. */
export const commentsOfPosts = shareOfCounters(postCounters, {
  comment_count: sql`(
    select count(*)
    from comment c
    join user_account a on a.id = c.author_id and a.is_active
    where c.post_id = k.id and c.is_active and c.deleted_at is null
  )`,
});

defineTrendingActs({
  name: 'comments',
  weight: 2,
  since: (id) => sql`
    select post_id, author_id as user_id, created_at
    from comment
    where id >= ${id} and is_active and deleted_at is null`,
});
