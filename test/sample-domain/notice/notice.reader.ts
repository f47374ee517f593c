import { Injectable } from '@nestjs/common';
import { descending, isoTime, sortKey, sql, SqlReader } from '#libs/database';
import type { Id, MaybeViewer, Page, PageRequest, UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { Notice, NoticeId } from './notice.js';
import { visibleNotice } from './visible-notice.sql.js';

const NEWEST = descending('notices.newest', sortKey('n.id', 'id', 'id'));

/** SQL: the columns of a `Notice`. */
const NOTICE = sql`
  n.id,
  n.post_id as "postId",
  n.author_id as "authorId",
  n.words,
  n.media_id as "mediaId",
  ${isoTime('n.created_at')} as "createdAt"`;

/** Reads notices as viewers may see them. */
@Injectable()
export class NoticeReader {
  constructor(private readonly reader: SqlReader) {}

  /** A notice, if the viewer may see it. */
  find(viewer: MaybeViewer, noticeId: NoticeId): Promise<Notice | undefined> {
    return this.reader.one<Notice>(sql`
      select ${NOTICE}
      from notice n
      where n.id = ${noticeId} and ${visibleNotice('n', idOf(viewer))}
    `);
  }

  /** Notices of a post, newest first. @throws DomainError `invalid-cursor` */
  ofPost(viewer: MaybeViewer, postId: PostId, request: PageRequest): Promise<Page<Notice>> {
    return this.reader.page<Notice>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select ${NOTICE}
      from notice n
      where n.post_id = ${postId} and ${after} and ${visibleNotice('n', idOf(viewer))}
      order by ${order}
      limit ${limit}
      `,
    );
  }

  /** Those of the notices that the viewer may see, and own ones whatever has become of their posts. */
  async visible(viewer: MaybeViewer, ids: readonly Id[]): Promise<Set<Id>> {
    const rows = await this.reader.query<{ id: NoticeId }>(sql`
      select n.id
      from notice n
      where n.id = any (${ids}::bigint[])
        and (n.author_id = ${idOf(viewer)} or ${visibleNotice('n', idOf(viewer))})
    `);
    return new Set(rows.map(({ id }) => id));
  }

  /** Who gave a notice. */
  async authorOf(noticeId: NoticeId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ authorId: UserId }>(
      sql`select author_id as "authorId" from notice where id = ${noticeId}`,
    );
    return row?.authorId;
  }

  /** Posts after this one that a person has noticed, for recounts. */
  async postsNoticedBy(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ postId: PostId }>(sql`
      select post_id as "postId"
      from notice
      where author_id = ${userId} and post_id > ${after}
      order by post_id
      limit ${limit}
    `);
    return rows.map(({ postId }) => postId);
  }
}

function idOf(viewer: MaybeViewer) {
  return sql`${viewer?.userId ?? null}::bigint`;
}
