import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id } from '#libs/kernel';
import type { TagId } from '../post/tag.js';

/** A tag as it is stored. */
export interface StoredTag {
  readonly id: TagId;
  readonly name: string;
  readonly folded: string;
}

/** Changes what makes tags the same. */
@Injectable()
export class TagKeyRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** The next tags in the order of their ids. */
  async after(id: Id | '0', limit: number): Promise<StoredTag[]> {
    const { rows } = await this.work.execute<StoredTag>(
      sql`
      select id, name, name_folded as folded
      from tag
      where id > ${id}
      order by id
      limit ${limit}
      `,
    );
    return rows;
  }

  /** The tag with this key. Held until the transaction ends. */
  async idOf(folded: string): Promise<TagId | undefined> {
    const { rows } = await this.work.execute<{ id: TagId }>(
      sql`
      select id
      from tag
      where name_folded = ${folded}
      for key share
      `,
    );
    return rows[0]?.id;
  }

  /** Gives a tag a key that no other one has. */
  async rename(id: TagId, folded: string): Promise<void> {
    await this.work.execute(sql`update tag set name_folded = ${folded} where id = ${id}`);
    await this.work.execute(
      sql`update tag_counter set name_folded = ${folded} where tag_id = ${id}`,
    );
  }

  /** Gives the posts of a tag another one instead, unless they have that already, and removes the tag. */
  async merge(id: TagId, into: TagId): Promise<void> {
    // Whoever is about to give the tag to a post waits, and then finds that it is gone.
    await this.work.execute(sql`select from tag where id = ${id} for update`);
    await this.work.execute(
      sql`
      insert into post_tag (post_id, tag_id, ordinal, is_given)
      select post_id, ${into}, ordinal, is_given
      from post_tag
      where tag_id = ${id}
      on conflict (post_id, tag_id) do nothing
      `,
    );
    await this.work.execute(sql`delete from post_tag where tag_id = ${id}`);
    await this.work.execute(sql`delete from tag where id = ${id}`);
  }
}
