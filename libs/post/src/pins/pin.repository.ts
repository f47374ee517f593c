import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** Writes which posts people have pinned. */
@Injectable()
export class PinRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Whether all of these are published posts of the person. They are held until the transaction ends. */
  async arePinnable(userId: UserId, ids: readonly PostId[]): Promise<boolean> {
    const { rows } = await this.work.execute(
      sql`
      select id
      from post
      where id = any (${ids}::bigint[])
        and author_id = ${userId}
        and is_active
        and status = 'published'
      order by id
      for key share
      `,
    );
    return rows.length === ids.length;
  }

  /** Pins these posts of a person, in this order, instead of those. */
  async replace(userId: UserId, ids: readonly PostId[]): Promise<void> {
    await this.work.execute(
      sql`
      insert into post_pin (user_id, post_ids)
      values (${userId}, ${ids}::bigint[])
      on conflict (user_id) do update
      set post_ids = excluded.post_ids
      `,
    );
  }
}
