import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isoTime, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { without } from '#libs/rich-text';
import type { ComposedPost, Post, PostContent, PostId, WithEntities } from './post.js';
import { PostSearch } from './post-search.js';
import type { Tag, TagId } from './tag.js';

/** A tag that has its row. */
interface StoredTag extends Tag {
  readonly id: TagId;
}

/** A post with its tags as they are stored. */
export interface StoredPost extends Post {
  readonly tags: readonly StoredTag[];
  readonly isActive: boolean;
  /** Pictures are attached to it, though they may all be deleted. */
  readonly pictured: boolean;
}

/** Addresses tried for one post; the later ones have longer random ends. */
const SLUG_ATTEMPTS = 6;
const SUFFIX_LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Writes of posts. */
@Injectable()
export class PostRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly search: PostSearch,
  ) {}

  /**
   * Stores a post with its counters, to be found by its text, under the address it wants or, when that is taken, a similar one.
   * A taken address doesn't fail the transaction. That of a post without words is its id.
   */
  async insert(authorId: UserId, post: ComposedPost & WithEntities): Promise<PostId> {
    for (let attempt = 0; attempt < SLUG_ATTEMPTS; attempt += 1) {
      const slug =
        attempt === 0 || post.slug === null ? post.slug : `${post.slug}-${suffix(attempt + 4)}`;
      const id = await this.insertAt(slug, authorId, post);
      if (id !== undefined) {
        await this.search.index({ ...post, id }, true);
        return id;
      }
    }
    throw new Error('No free address was found for a post.');
  }

  /**
   * Takes an active post of its author for a change, until the transaction ends.
   *
   * @returns the post, or `undefined` when it isn't this author's
   */
  async take(postId: PostId, authorId: UserId): Promise<StoredPost | undefined> {
    // First the lock, then the content: a statement that waits for a lock sees other tables as they were before.
    const { rows } = await this.work.execute(
      sql`
      select id
      from post
      where id = ${postId} and author_id = ${authorId} and is_active
      for no key update
      `,
    );
    return rows.length === 0 ? undefined : await this.load(postId);
  }

  /** Takes a post in any state, until the transaction ends. @returns the post, or `undefined` */
  async takeAny(postId: PostId): Promise<StoredPost | undefined> {
    const { rows } = await this.work.execute(
      sql`
      select id
      from post
      where id = ${postId}
      for no key update
      `,
    );
    return rows.length === 0 ? undefined : await this.load(postId);
  }

  /**
   * Takes a draft whose time has come, until the transaction ends; leaves it to whoever holds it already.
   *
   * @returns the post in any state, or `undefined` when it is not due or is held
   */
  async takeDue(postId: PostId): Promise<StoredPost | undefined> {
    const { rows } = await this.work.execute(
      sql`
      select id
      from post
      where id = ${postId} and publish_at <= now()
      for no key update skip locked
      `,
    );
    return rows.length === 0 ? undefined : await this.load(postId);
  }

  /**
   * Stores the content of a post, one version further; publishes it when that is new.
   *
   * @returns whether the post was still this author's, active, and of the version that was edited
   */
  async update(post: Post, content: PostContent & WithEntities): Promise<boolean> {
    const statusValue = sql.value(content.status);
    const { count } = await this.work.execute(
      sql`
      update post
      set
        title = ${content.title},
        body = ${content.body},
        entities = ${sql.json(content.entities)},
        status = ${statusValue},
        visibility = ${content.visibility},
        content_warning = ${content.contentWarning},
        sensitive = ${content.sensitive},
        publish_at = ${content.publishAt},
        publish_error = ${content.publishError},
        position = coalesce(position, case when ${statusValue} = 'published' then next_id() end),
        published_at = coalesce(published_at, case when ${statusValue} = 'published' then now() end),
        version = version + 1,
        updated_at = now()
      where id = ${post.id} and author_id = ${post.authorId} and version = ${post.version} and is_active
      `,
    );
    const isNew = content.status !== post.status;
    if (count > 0 && (isNew || content.title !== post.title || content.body !== post.body)) {
      await this.search.index({ ...content, id: post.id }, isNew);
    }
    return count > 0;
  }

  /** Keeps what a post says now, before it says something else. */
  async keepRevision(post: Post): Promise<void> {
    await this.work.execute(
      sql`
      insert into post_revision (post_id, title, body, tags)
      values (${post.id}, ${post.title}, ${post.body}, ${post.tags.map(({ name }) => name)}::text[])
      `,
    );
  }

  /** Deletes a post softly. @returns whether it was still there and this author's */
  async markDeleted(post: Post): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update post
      set is_active = false, deleted_at = now(), version = version + 1
      where id = ${post.id} and author_id = ${post.authorId} and is_active
      `,
    );
    return count > 0;
  }

  /** Takes a person from what posts refer to. Their words stay. */
  async forget(ids: readonly PostId[], userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update post
      set entities = ${without('entities', userId)}
      where id = any (${ids}::bigint[]) and entities is not null
      `,
    );
  }

  private async insertAt(
    slug: string | null,
    authorId: UserId,
    post: PostContent & WithEntities,
  ): Promise<PostId | undefined> {
    const statusValue = sql.value(post.status);
    const { rows } = await this.work.execute<{ id: PostId }>(
      sql`
      with added as (
        insert into post (
          id, author_id, slug, title, body, entities, content_warning, sensitive, quoted_id, status,
          visibility, publish_at, position, published_at
        )
        select
          fresh.id, ${authorId}, coalesce(${slug}, fresh.id::text), ${post.title}, ${post.body},
          ${sql.json(post.entities)}, ${post.contentWarning}, ${post.sensitive}, ${post.quotedPostId}, ${statusValue},
          ${post.visibility}, ${post.publishAt}::timestamptz,
          case when ${statusValue} = 'published' then next_id() end,
          case when ${statusValue} = 'published' then now() end
        from (select next_id() as id offset 0) fresh
        on conflict (slug) do nothing
        returning id
      )
      insert into post_counter (post_id)
      select id
      from added
      returning post_id as id
      `,
    );
    return rows[0]?.id;
  }

  private async load(postId: PostId): Promise<StoredPost | undefined> {
    const { rows } = await this.work.execute<StoredPost & { mediaIds: MediaId[] }>(
      sql`
      select
        p.id,
        p.author_id as "authorId",
        p.title,
        p.body,
        p.entities,
        p.status,
        p.visibility,
        p.content_warning as "contentWarning",
        p.sensitive,
        ${isoTime('p.publish_at')} as "publishAt",
        p.publish_error as "publishError",
        p.quoted_id as "quotedPostId",
        p.is_detached as "isDetached",
        (
          select json_build_object(
            'options', asked.options,
            'multiple', asked.multiple,
            'closesAt', ${isoTime('asked.closes_at')}
          )
          from poll asked
          where asked.post_id = p.id
        ) as poll,
        p.version,
        p.is_active as "isActive",
        exists (
          select from media m where m.attachment_type = 'post' and m.attachment_id = p.id
        ) as pictured,
        coalesce(
          (
            select json_agg(
              json_build_object(
                'id', t.id::text,
                'name', t.name,
                'folded', t.name_folded,
                'isGiven', pt.is_given
              )
              order by pt.ordinal
            )
            from post_tag pt
            join tag t on t.id = pt.tag_id
            where pt.post_id = p.id
          ),
          '[]'
        ) as tags,
        array(
          select i.media_id::text
          from post_image i
          join media m on m.id = i.media_id and m.is_active
          where i.post_id = p.id
          order by i.ordinal, i.media_id
        ) as "mediaIds"
      from post p
      where p.id = ${postId}
      `,
    );
    return rows[0];
  }
}

function suffix(length: number): string {
  return Array.from({ length }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join('');
}
