import { Injectable } from '@nestjs/common';
import type { MaybeViewer, MediaId, PostId, UserId } from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import type { PostStatus, Visibility } from '../domain/post.js';
import { visiblePost } from './visible-post.js';

/** A post as one viewer sees it. */
export interface PostRow {
  readonly id: PostId;
  readonly authorId: UserId;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly status: PostStatus;
  readonly visibility: Visibility;
  readonly tags: readonly string[];
  readonly mediaIds: readonly MediaId[];
  readonly likeCount: number;
  readonly commentCount: number;
  readonly bookmarkCount: number;
  readonly viewCount: number;
  readonly liked: boolean;
  readonly bookmarked: boolean;
  readonly version: number;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** SQL: the columns of a `PostRow` of posts `p` with their counters `k`; `$1` is the viewer's id or null. */
export const POST_COLUMNS = `
  p.id,
  p.author_id as "authorId",
  p.slug,
  p.title,
  p.body,
  p.status,
  p.visibility,
  array(
    select t.name
    from post_tag pt
    join tag t on t.id = pt.tag_id
    where pt.post_id = p.id
    order by pt.ordinal
  ) as tags,
  array(
    select i.media_id::text
    from post_image i
    where i.post_id = p.id
    order by i.ordinal, i.media_id
  ) as "mediaIds",
  greatest(k.like_count, 0) as "likeCount",
  greatest(k.comment_count, 0) as "commentCount",
  greatest(k.bookmark_count, 0) as "bookmarkCount",
  k.view_count as "viewCount",
  exists (
    select from post_like l where l.post_id = p.id and l.user_id = $1::bigint
  ) as liked,
  exists (
    select from bookmark b where b.post_id = p.id and b.user_id = $1::bigint
  ) as bookmarked,
  p.version,
  p.published_at as "publishedAt",
  p.created_at as "createdAt",
  p.updated_at as "updatedAt"`;

/** Reads single posts and known sets of them. */
@Injectable()
export class PostRowReader {
  constructor(private readonly sql: SqlReader) {}

  /** Those of the posts that the viewer may see, in the order of the ids. */
  rows(viewer: MaybeViewer, ids: readonly PostId[]): Promise<PostRow[]> {
    return this.sql.query(
      `
      select ${POST_COLUMNS}
      from unnest($2::bigint[]) with ordinality as wanted (id, place)
      join post p on p.id = wanted.id
      join post_counter k on k.post_id = p.id
      where ${visiblePost('p', '$1::bigint')}
      order by wanted.place
      `,
      [viewer?.userId ?? null, ids],
    );
  }

  /** Those of the posts that the viewer may see. */
  async visible(viewer: MaybeViewer, ids: readonly PostId[]): Promise<Set<PostId>> {
    const rows = await this.sql.query<{ id: PostId }>(
      `
      select p.id
      from post p
      where p.id = any ($2::bigint[]) and ${visiblePost('p', '$1::bigint')}
      `,
      [viewer?.userId ?? null, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The post at an address, whoever may see it. */
  async idAt(slug: string): Promise<PostId | undefined> {
    const row = await this.sql.one<{ id: PostId }>(`select id from post where slug = $1`, [slug]);
    return row?.id;
  }

  /** Whose post this is, active or not. */
  async authorOf(postId: PostId): Promise<UserId | undefined> {
    const row = await this.sql.one<{ authorId: UserId }>(
      `select author_id as "authorId" from post where id = $1`,
      [postId],
    );
    return row?.authorId;
  }
}
