import { Injectable } from '@nestjs/common';
import type { Id, PostId, UserId } from '#libs/kernel';
import { SqlReader } from '#libs/database';
import type { TagId } from '../post/post.repository.js';

/** Reads what depends on the standing of a person, in batches in the order of ids. */
@Injectable()
export class PersonPostReader {
  constructor(private readonly sql: SqlReader) {}

  /** Posts in whose counters a person has a part: liked, commented or bookmarked ones. */
  async countedIn(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.sql.query<{ id: PostId }>(
      `
      (
        select l.post_id as id
        from post_like l
        where l.user_id = $1 and l.post_id > $2
        order by l.post_id
        limit $3
      )
      union
      (
        select distinct c.post_id
        from comment c
        where c.author_id = $1 and c.post_id > $2
        order by c.post_id
        limit $3
      )
      union
      (
        select b.post_id
        from bookmark b
        where b.user_id = $1 and b.post_id > $2
        order by b.post_id
        limit $3
      )
      order by id
      limit $3
      `,
      [userId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Posts of a person that have pictures. */
  async pictured(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.sql.query<{ id: PostId }>(
      `
      select p.id
      from post p
      where p.author_id = $1
        and p.id > $2
        and exists (select from post_image i where i.post_id = p.id)
      order by p.id
      limit $3
      `,
      [userId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Tags of a person's posts. */
  async tagged(userId: UserId, after: Id | '0', limit: number): Promise<TagId[]> {
    const rows = await this.sql.query<{ id: TagId }>(
      `
      select distinct pt.tag_id as id
      from post p
      join post_tag pt on pt.post_id = p.id
      where p.author_id = $1 and pt.tag_id > $2
      order by pt.tag_id
      limit $3
      `,
      [userId, after, limit],
    );
    return rows.map(({ id }) => id);
  }
}
