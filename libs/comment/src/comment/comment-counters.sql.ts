import { activePerson } from '#libs/user';
import { defineCounters } from '#libs/counters';

/** Likes of a comment and direct replies to it, both by active people. */
export const commentCounters = defineCounters({
  table: 'comment_counter',
  key: 'comment_id',
  columns: ['like_count', 'reply_count'],
  recount: `
    select
      k.id as key,
      (
        select count(*)
        from comment_like l
        where l.comment_id = k.id and ${activePerson('l.user_id')}
      ) as like_count,
      (
        select count(*)
        from comment r
        where r.parent_id = k.id
          and r.is_active
          and r.deleted_at is null
          and ${activePerson('r.author_id')}
      ) as reply_count
    from unnest($1::bigint[]) as k (id)`,
});
