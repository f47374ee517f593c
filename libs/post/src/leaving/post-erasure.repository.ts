import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';
import { PostSearch } from '../post/post-search.js';
import type { TagId } from '../post/tag.js';
import { personKey } from '../views/view.js';

/** What went with some posts. */
export interface GonePosts {
  readonly posts: number;
  readonly revisions: number;
  /** Tags that they had. */
  readonly tags: TagId[];
  /** Posts that they quoted. */
  readonly quoted: PostId[];
}

/** Removes the posts of a person who is being erased, a batch at a time. */
@Injectable()
export class PostErasureRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly search: PostSearch,
  ) {}

  /** Removes posts of the person with everything that hangs on them. */
  async removePosts(authorId: UserId, limit: number): Promise<GonePosts> {
    const { rows: going } = await this.work.execute<{ id: PostId; quotedId: PostId | null }>(
      sql`
      select id, quoted_id as "quotedId"
      from post
      where author_id = ${authorId}
      order by id
      limit ${limit}
      for update
      `,
    );
    const ids = going.map(({ id }) => id);
    const { rows: tags } = await this.work.execute<{ id: TagId }>(
      sql`
      select distinct tag_id as id
      from post_tag
      where post_id = any (${ids}::bigint[])
      `,
    );
    const { count: revisions } = await this.work.execute(
      sql`delete from post_revision where post_id = any (${ids}::bigint[])`,
    );
    await this.search.remove(ids);
    const { count: posts } = await this.work.execute(
      sql`delete from post where id = any (${ids}::bigint[])`,
    );
    const quoted = going.flatMap(({ quotedId }) => (quotedId === null ? [] : [quotedId]));
    return { posts, revisions, tags: tags.map(({ id }) => id), quoted: [...new Set(quoted)] };
  }

  /** Removes those of the tags that no post has any more. Waits for nobody. */
  async removeUnusedTags(ids: readonly TagId[]): Promise<number> {
    // First the locks, then the look: whoever gives a post one of these tags holds it.
    const { rows: held } = await this.work.execute<{ id: TagId }>(
      sql`
      select id
      from tag
      where id = any (${ids}::bigint[])
      for update skip locked
      `,
    );
    const { count } = await this.work.execute(
      sql`
      delete from tag t
      where t.id = any (${held.map(({ id }) => id)}::bigint[])
        and not exists (select from post_tag pt where pt.tag_id = t.id)
      `,
    );
    return count;
  }

  /** Forgets which posts the person has pinned. */
  async removePins(userId: UserId): Promise<number> {
    const { count } = await this.work.execute(sql`delete from post_pin where user_id = ${userId}`);
    return count;
  }

  /** Forgets who saw posts of the person. */
  async removeViewsOfPosts(authorId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from post_view
      where (post_id, viewer_key) in (
        select v.post_id, v.viewer_key
        from post p
        join post_view v on v.post_id = p.id
        where p.author_id = ${authorId}
        limit ${limit}
      )
      `,
    );
    return count;
  }

  /** Forgets which posts the person saw. */
  async removeViews(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from post_view
      where (post_id, viewer_key) in (
        select post_id, viewer_key
        from post_view
        where viewer_key = ${personKey(userId)}
        limit ${limit}
      )
      `,
    );
    return count;
  }
}
