import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';
import type { TagId } from '../post/post.repository.js';

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
      `
      select id, name, name_folded as folded
      from tag
      where id > $1
      order by id
      limit $2
      `,
      [id, limit],
    );
    return rows;
  }

  /** The tag with this key. Held until the transaction ends. */
  async idOf(folded: string): Promise<TagId | undefined> {
    const { rows } = await this.work.execute<{ id: TagId }>(
      `
      select id
      from tag
      where name_folded = $1
      for key share
      `,
      [folded],
    );
    return rows[0]?.id;
  }

  /** Gives a tag a key that no other one has. */
  async rename(id: TagId, folded: string): Promise<void> {
    await this.work.execute(`update tag set name_folded = $2 where id = $1`, [id, folded]);
    await this.work.execute(`update tag_counter set name_folded = $2 where tag_id = $1`, [
      id,
      folded,
    ]);
  }

  /** Gives the posts of a tag another one instead, unless they have that already, and removes the tag. */
  async merge(id: TagId, into: TagId): Promise<void> {
    // Whoever is about to give the tag to a post waits, and then finds that it is gone.
    await this.work.execute(`select from tag where id = $1 for update`, [id]);
    await this.work.execute(
      `
      insert into post_tag (post_id, tag_id, ordinal)
      select post_id, $2, ordinal
      from post_tag
      where tag_id = $1
      on conflict (post_id, tag_id) do nothing
      `,
      [id, into],
    );
    await this.work.execute(`delete from post_tag where tag_id = $1`, [id]);
    await this.work.execute(`delete from tag where id = $1`, [id]);
  }
}
