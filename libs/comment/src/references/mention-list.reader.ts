import { Injectable } from '@nestjs/common';
import { descending, isoTime, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, PageRequest, Viewer } from '#libs/kernel';
import { type PostId, visiblePost } from '#libs/post';
import type { CommentId } from '../comment/comment.js';
import { visibleComment } from '../comment/visible-comment.sql.js';

/** That a post, or a comment under it, mentions the viewer. */
export interface MentionRow {
  readonly position: string;
  /** `null` for a comment. */
  readonly postId: PostId | null;
  /** `null` for a post. */
  readonly commentId: CommentId | null;
  readonly createdAt: string;
}

const MINE = descending('mentions.mine', sortKey('m.position', 'id', 'position'));

/** Pages of what mentions a person. */
@Injectable()
export class MentionListReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of what mentions the viewer and can be seen, newest first. @throws DomainError `invalid-cursor` */
  mine({ userId }: Viewer, request: PageRequest): Promise<Page<MentionRow>> {
    const me = sql`${userId}::bigint`;
    return this.reader.page<MentionRow>(
      MINE,
      request,
      ({ after, order, limit }) => sql`
      select
        m.position,
        m.post_id as "postId",
        m.comment_id as "commentId",
        ${isoTime('to_timestamp((m.position >> 20) / 1000.0)')} as "createdAt"
      from mention m
      cross join lateral (
        select case
          when m.comment_id is null then (
            select ${visiblePost('p', me)} from post p where p.id = m.post_id
          )
          else (
            select ${visibleComment('c', me)} from comment c where c.id = m.comment_id
          )
        end as seen
        offset 0
      ) s
      where m.user_id = ${me}
        and m.author_id <> ${me}
        and m.position > 0
        and ${after}
        and s.seen
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
