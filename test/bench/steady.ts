import { sql } from '#libs/database';
import { NEIGHBOUR_DAYS, REFRESH_DAYS } from '#libs/discovery';
import { offeredPost } from '#libs/post';
import type { BenchDatabase } from './database.js';

/**
 * Takes what is computed of people and posts as done a while ago. In a community that was seeded all of it is due at once,
 * which keeps a worker busy for hours; in one that grew, a part of it is due each minute.
 */
export async function takeAsComputed(db: BenchDatabase): Promise<void> {
  await db.run(sql`
    insert into post_neighbourhood (post_id, author_id, position, computed_at, counted_at)
    select p.id, p.author_id, p.position, now(), now()
    from post p
    where p.created_at > now() - ${sql.number(NEIGHBOUR_DAYS)} * interval '1 day'
      and ${offeredPost('p')}
    on conflict do nothing
  `);
  await db.run(sql`
    update post_neighbourhood
    set computed_at = now(), due_at = now() + random() * ${sql.number(REFRESH_DAYS)} * interval '1 day'
    where due_at <= now()
  `);
  await db.run(sql`truncate neighbour_dirty`);
  await db.run(sql`update person_neighbourhood set change_count = 0 where change_count > 0`);
  await db.run(sql`vacuum analyze post_neighbourhood, person_neighbourhood`);
}
