import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import type { TagId } from '../post/tag.js';

/** Reads what depends on who may see a person, in batches in the order of ids. */
@Injectable()
export class PersonPostReader {
  constructor(private readonly reader: SqlReader) {}

  /** Posts of a person that have pictures. */
  async pictured(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(
      sql`
      select p.id
      from post p
      where p.author_id = ${userId}
        and p.id > ${after}
        and exists (select from post_image i where i.post_id = p.id)
      order by p.id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Tags of a person's posts. */
  async tagged(userId: UserId, after: Id | '0', limit: number): Promise<TagId[]> {
    const rows = await this.reader.query<{ id: TagId }>(
      sql`
      select distinct pt.tag_id as id
      from post p
      join post_tag pt on pt.post_id = p.id
      where p.author_id = ${userId} and pt.tag_id > ${after}
      order by pt.tag_id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }
}
