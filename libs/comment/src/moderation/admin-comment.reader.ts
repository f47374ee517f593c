import { Injectable } from '@nestjs/common';
import {
  type CommentId,
  cursorOf,
  type Page,
  type PageRequest,
  type PostId,
  seeksWords,
  type SoughtWords,
  toPage,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { exactCounts } from '#libs/counters';
import { newestFound } from '#libs/text-search';
import { SqlReader } from '#libs/database';
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

const newestFirst = cursorOf('admin.comments', ['id']);
const newestFoundFirst = cursorOf('admin.comments.found', ['id']);
const LAST_ID = '9223372036854775807';

/** What is left of a comment of an erased person has nothing to moderate. */
const anyComment = (counters: string): string => `
  select
    c.id,
    c.post_id as "postId",
    c.parent_id as "parentId",
    c.depth,
    c.body,
    c.author_id as "authorId",
    greatest(k.like_count, 0) as "likeCount",
    greatest(k.reply_count, 0) as "replyCount",
    exists (
      select from comment_like l where l.comment_id = c.id and l.user_id = $1::bigint
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

const ANY_COMMENT = anyComment('join comment_counter k on k.comment_id = c.id');
const SINGLE_COMMENT = anyComment(`cross join lateral ${exactCounts(commentCounters, 'c.id')} k`);

/** Reads comments for administrators: deleted and deactivated ones too, under whatever post. */
@Injectable()
export class AdminCommentReader {
  constructor(private readonly reader: SqlReader) {}

  /** One comment in any state. */
  find({ userId }: Viewer, commentId: CommentId): Promise<AdminCommentRow | undefined> {
    return this.reader.one(`${SINGLE_COMMENT} and c.id = $2`, [userId, commentId]);
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

  private async newest(
    { userId }: Viewer,
    { isActive, authorId }: AdminCommentFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<AdminCommentRow>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestFirst.decode(cursor);
    // In words, not as a parameter: so the index of the few inactive ones is used.
    const state = isActive === undefined ? '' : `and ${isActive ? '' : 'not'} ${keptComment('c')}`;
    const rows = await this.reader.query<AdminCommentRow>(
      `
      ${ANY_COMMENT}
        and c.id in (
          select c.id
          from comment c
          where c.author_id is not null
            and c.id < $3
            and ($4::bigint is null or c.author_id = $4)
            ${state}
          order by c.id desc
          limit $2
        )
      order by c.id desc
      `,
      [userId, limit + 1, after, authorId ?? null],
    );
    return toPage(rows, limit, ({ id }) => newestFirst.encode([id]));
  }

  private async found(
    { userId }: Viewer,
    { words, isActive, authorId }: AdminCommentFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<AdminCommentRow>> {
    const [after] = cursor === undefined ? [LAST_ID] : newestFoundFirst.decode(cursor);
    const params: unknown[] = [userId, after, limit + 1, isActive ?? null, authorId ?? null];
    const accept = `(
      select
        ($4::boolean is null or ${keptComment('wanted')} = $4)
        and ($5::bigint is null or wanted.author_id = $5)
      from comment wanted
      where wanted.id = text.comment_id
    )`;
    const found = newestFound(
      commentTexts,
      words,
      { after: '$2::bigint', limit: '$3::integer', accept },
      (value) => `$${params.push(value)}`,
    );
    const rows = await this.reader.query<AdminCommentRow & { readonly place: string }>(
      `
      select any_comment.*, found.place
      from (${found}) found
      cross join lateral (${ANY_COMMENT} and c.id = found.id) any_comment
      order by found.place desc
      `,
      params,
    );
    return toPage(rows, limit, ({ place }) => newestFoundFirst.encode([place]));
  }
}
