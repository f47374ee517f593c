import { Injectable } from '@nestjs/common';
import { isoTime, sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import { type WalkedRow } from '#libs/personal-data';
import type { Poll } from '../post/poll.js';
import type { PostId } from '../post/post.js';

/** A post as its author gets it. */
interface AuthoredPost extends WalkedRow {
  readonly id: PostId;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly status: string;
  readonly visibility: string;
  readonly contentWarning: string | null;
  readonly sensitive: boolean;
  readonly isPinned: boolean;
  readonly poll: Poll | null;
  readonly publishAt: Date | null;
  readonly publishError: string | null;
  /** `null` also when what it quoted was taken out. */
  readonly quotedPostId: PostId | null;
  readonly tags: string[];
  readonly mediaIds: MediaId[];
  readonly likeCount: number;
  readonly commentCount: number;
  readonly bookmarkCount: number;
  readonly repostCount: number;
  readonly quoteCount: number;
  readonly viewCount: number;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
}

/** An earlier version of a post. */
interface AuthoredRevision extends WalkedRow {
  readonly id: Id;
  readonly postId: PostId;
  readonly title: string;
  readonly body: string;
  readonly tags: string[];
  readonly editedAt: Date;
}

/** Reads the posts of a person for the person, drafts and deleted ones too, the oldest first. */
@Injectable()
export class PostExportReader {
  constructor(private readonly reader: SqlReader) {}

  posts(authorId: UserId, after: string, limit: number): Promise<AuthoredPost[]> {
    return this.reader.query(
      sql`
      select
        p.id as cursor,
        p.id,
        p.slug,
        p.title,
        p.body,
        p.status,
        p.visibility,
        p.content_warning as "contentWarning",
        p.sensitive,
        exists (
          select from post_pin pin
          where pin.user_id = p.author_id and p.id = any (pin.post_ids)
        ) as "isPinned",
        (
          select json_build_object(
            'options', asked.options,
            'multiple', asked.multiple,
            'closesAt', ${isoTime('asked.closes_at')}
          )
          from poll asked
          where asked.post_id = p.id
        ) as poll,
        p.publish_at as "publishAt",
        p.publish_error as "publishError",
        case when not p.is_detached then p.quoted_id end as "quotedPostId",
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
          order by i.ordinal
        ) as "mediaIds",
        greatest(k.like_count, 0) as "likeCount",
        greatest(k.comment_count, 0) as "commentCount",
        greatest(k.bookmark_count, 0) as "bookmarkCount",
        greatest(k.repost_count, 0) as "repostCount",
        greatest(k.quote_count, 0) as "quoteCount",
        k.view_count as "viewCount",
        p.published_at as "publishedAt",
        p.created_at as "createdAt",
        p.updated_at as "updatedAt",
        p.deleted_at as "deletedAt"
      from post p
      join post_counter k on k.post_id = p.id
      where p.author_id = ${authorId} and p.id > ${after}
      order by p.id
      limit ${limit}
      `,
    );
  }

  revisions(authorId: UserId, after: string, limit: number): Promise<AuthoredRevision[]> {
    return this.reader.query(
      sql`
      select
        r.id as cursor,
        r.id,
        r.post_id as "postId",
        r.title,
        r.body,
        r.tags,
        r.edited_at as "editedAt"
      from post p
      join post_revision r on r.post_id = p.id
      where p.author_id = ${authorId} and r.id > ${after}
      order by r.id
      limit ${limit}
      `,
    );
  }
}
