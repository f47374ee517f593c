import { sql, type SqlFragment } from '#libs/database';
import { discoverable } from '../eligibility/suggestable.sql.js';
import { COUNTED_LIKERS } from './post-neighbourhood.js';

/** SQL of how many people who take part like a post, up to so many that more make no difference. */
export const likerCount = (post: string): SqlFragment => sql`(
  select count(*)::integer
  from (
    select
    from post_like l
    where l.post_id = ${sql.raw(post)} and ${discoverable('l.user_id')}
    limit ${sql.number(COUNTED_LIKERS)}
  ) liker
)`;
