import { Injectable } from '@nestjs/common';
import { exactCounts } from '#libs/counters';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import {
  type Page,
  type PageRequest,
  seeksWords,
  type SoughtWords,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import type { PostId } from '#libs/post';
import { mentionedIn, type MentionedPeople, type StoredEntities } from '#libs/rich-text';
import { newestFound } from '#libs/text-search';
import type { CommentId } from '../comment/comment.js';
import { commentCounters } from '../comment/comment-counters.sql.js';
import { commentTexts } from '../comment/comment-texts.sql.js';
import { keptComment } from '../comment/visible-comment.sql.js';

/** A comment in any state, with its text and author. */
export interface AdminCommentRow {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly parentId: CommentId | null;
  readonly depth: number;
  readonly body: string;
  readonly entities: StoredEntities | null;
  readonly mentioned: MentionedPeople;
  readonly authorId: UserId;
  readonly likeCount: number;
  readonly replyCount: number;
  readonly liked: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** By its author or the author of the post. */
  readonly isDeleted: boolean;
  /** Neither deleted nor deactivated. */
  readonly isActive: boolean;
}

/** Which comments an administrator asks for. */
export interface AdminCommentFilter {
  readonly words: SoughtWords;
  readonly isActive?: boolean | undefined;
  readonly authorId?: UserId | undefined;
}

const NEWEST = descending('admin.comments', sortKey('c.id', 'id', 'id'));
const NEWEST_FOUND = descending('admin.comments.found', sortKey('found.place', 'id', 'place'));

/**
 * SQL of comments in any state, ending with a condition: what is left of a comment of an erased person has nothing to
 * moderate.
 *
 * @param counters SQL that joins the counters `k` of a comment `c`
 */
const anyComment = (
  { userId }: Viewer,
  counters = sql`join comment_counter k on k.comment_id = c.id`,
): SqlFragment => sql`
  select
    c.id,
    c.post_id as "postId",
    c.parent_id as "parentId",
    c.depth,
    c.body,
    c.entities,
    ${mentionedIn('c.entities', 'c.author_id', sql`${userId}::bigint`)} as mentioned,
    c.author_id as "authorId",
    greatest(k.like_count, 0) as "likeCount",
    greatest(k.reply_count, 0) as "replyCount",
    exists (
      select from comment_like l where l.comment_id = c.id and l.user_id = ${userId}::bigint
    ) as liked,
    c.version,
    c.created_at as "createdAt",
    c.updated_at as "updatedAt",
    c.deleted_at is not null as "isDeleted",
    ${keptComment('c')} as "isActive"
  from comment c
  ${counters}
  where c.author_id is not null
`;

/** SQL that joins counters where a page begins: a merge join would walk all those before it. */
const countersFrom = (bound: SqlFragment): SqlFragment =>
  sql`join comment_counter k on k.comment_id = c.id and k.comment_id <= ${bound}`;

const exactCommentCounts = sql`cross join lateral ${exactCounts(commentCounters, 'c.id')} k`;

/** Reads comments for administrators: deleted and deactivated ones too, under whatever post. */
@Injectable()
export class AdminCommentReader {
  constructor(private readonly reader: SqlReader) {}

  /** One comment in any state. */
  find(viewer: Viewer, commentId: CommentId): Promise<AdminCommentRow | undefined> {
    return this.reader.one(sql`${anyComment(viewer, exactCommentCounts)} and c.id = ${commentId}`);
  }

  /** One page of comments, newest first. @throws DomainError `invalid-cursor` */
  page(
    viewer: Viewer,
    filter: AdminCommentFilter,
    request: PageRequest,
  ): Promise<Page<AdminCommentRow>> {
    return seeksWords(filter.words)
      ? this.found(viewer, filter, request)
      : this.newest(viewer, filter, request);
  }

  private newest(
    viewer: Viewer,
    filter: AdminCommentFilter,
    request: PageRequest,
  ): Promise<Page<AdminCommentRow>> {
    return this.reader.page<AdminCommentRow>(
      NEWEST,
      request,
      ({ after, bound, order, limit }) => sql`
      ${anyComment(viewer, countersFrom(bound))}
        and c.id in (
          select c.id
          from comment c
          where ${sql.all([sql`c.author_id is not null`, after, ...narrowed('c', filter)])}
          order by ${order}
          limit ${limit}
        )
      order by ${order}
      `,
    );
  }

  private found(
    viewer: Viewer,
    filter: AdminCommentFilter,
    request: PageRequest,
  ): Promise<Page<AdminCommentRow>> {
    const accept = sql`(
      select ${sql.all(narrowed('wanted', filter))}
      from comment wanted
      where wanted.id = text.comment_id
    )`;
    return this.reader.page<AdminCommentRow & { readonly place: string }>(
      NEWEST_FOUND,
      request,
      ({ order, ...page }) => sql`
      select any_comment.*, found.place
      from (${newestFound(commentTexts, filter.words, page, accept)}) found
      cross join lateral (${anyComment(viewer)} and c.id = found.id) any_comment
      order by ${order}
      `,
    );
  }
}

/** SQL: what a filter asks of a comment, except what it says. */
function narrowed(
  comment: string,
  { isActive, authorId }: AdminCommentFilter,
): (SqlFragment | false)[] {
  const kept = keptComment(comment);
  return [
    // In words, not as a parameter: so the index of the few inactive ones is used.
    isActive !== undefined && (isActive ? kept : sql`not ${kept}`),
    authorId !== undefined && sql`${sql.raw(comment)}.author_id = ${authorId}`,
  ];
}
