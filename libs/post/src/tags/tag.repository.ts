import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { PostId } from '../post/post.js';
import { type Tag, type TagId } from '../post/tag.js';

/** Writes of tags. */
@Injectable()
export class TagRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ids of the tags, in their order; tags that nobody used before come to be. */
  async ensure(tags: readonly Tag[]): Promise<TagId[]> {
    let known = await this.find(tags);
    const missing = tags.filter(({ folded }) => !known.has(folded));
    if (missing.length > 0) {
      await this.insert(missing);
      known = await this.find(tags);
    }
    return tags.map(({ folded }) => {
      const id = known.get(folded);
      if (id === undefined) {
        throw new Error('A tag was not stored.');
      }
      return id;
    });
  }

  /** Takes all its tags from a post. */
  async clear(postId: PostId): Promise<void> {
    await this.work.execute(sql`delete from post_tag where post_id = ${postId}`);
  }

  /** Gives a post that has none these tags, in this order. @param areGiven of each, whether the author gave it */
  async add(postId: PostId, tagIds: readonly TagId[], areGiven: readonly boolean[]): Promise<void> {
    if (tagIds.length === 0) {
      return;
    }
    await this.work.execute(
      sql`
      insert into post_tag (post_id, tag_id, ordinal, is_given)
      select ${postId}, t.id, t.place - 1, t.is_given
      from unnest(${tagIds}::bigint[], ${areGiven}::boolean[])
        with ordinality as t (id, is_given, place)
      `,
    );
  }

  /** Held until the transaction ends: a tag that no post has any more may just be going. */
  private async find(tags: readonly Tag[]): Promise<Map<string, TagId>> {
    const { rows } = await this.work.execute<{ id: TagId; folded: string }>(
      sql`
      select id, name_folded as folded
      from tag
      where name_folded = any (${tags.map(({ folded }) => folded)}::text[])
      for key share
      `,
    );
    return new Map(rows.map(({ id, folded }) => [folded, id]));
  }

  /** In one order for everybody, so that two posts with the same new tags can't wait for each other. */
  private async insert(tags: readonly Tag[]): Promise<void> {
    await this.work.execute(
      sql`
      with added as (
        insert into tag (name, name_folded)
        select t.name, t.folded
        from unnest(${tags.map(({ name }) => name)}::text[], ${tags.map(({ folded }) => folded)}::text[]) as t (name, folded)
        order by t.folded collate "C"
        on conflict (name_folded) do nothing
        returning id, name_folded
      )
      insert into tag_counter (tag_id, name_folded)
      select id, name_folded
      from added
      `,
    );
  }
}
