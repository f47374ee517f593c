import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { PostId } from '../post/post.js';
import type { View } from './view.js';

/** Writes of who saw what. */
@Injectable()
export class PostViewRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Notes views, except those of somebody who saw the same post in the 24 hours before, on any process.
   *
   * @returns how many new views each post has
   */
  async note(views: readonly View[]): Promise<{ postId: PostId; views: number }[]> {
    const { rows } = await this.work.execute<{ postId: PostId; views: number }>(
      sql`
      with noted as (
        insert into post_view (post_id, viewer_key, seen_at)
        select n.post_id, n.viewer_key, now()
        from unnest(${views.map(({ postId }) => postId)}::bigint[], ${views.map(({ key }) => key)}::text[], ${views.map(({ keyBefore }) => keyBefore)}::text[]) as n (post_id, viewer_key, key_before)
        join post p on p.id = n.post_id
        where not exists (
          select from post_view v
          where v.post_id = n.post_id
            and v.viewer_key = n.key_before
            and v.seen_at > now() - interval '24 hours'
        )
        order by n.post_id, n.viewer_key collate "C"
        on conflict (post_id, viewer_key) do update
        set seen_at = excluded.seen_at
        where post_view.seen_at <= excluded.seen_at - interval '24 hours'
        returning post_id
      )
      select post_id as "postId", count(*)::integer as views
      from noted
      group by post_id
      `,
    );
    return rows;
  }

  /** Forgets who saw what more than 24 hours ago. @returns how many rows went, at most 10,000 */
  async forget(): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from post_view
      where (post_id, viewer_key) in (
        select post_id, viewer_key
        from post_view
        where seen_at < now() - interval '24 hours'
        limit 10000
      )
      and seen_at < now() - interval '24 hours'
      `,
    );
    return count;
  }
}
