import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { WalkedRow } from '#libs/personal-data';
import type { PostId } from '#libs/post';
import type { NoticeId } from '../notice/notice.js';

/** A notice as its author gets it. */
interface GivenNotice extends WalkedRow {
  readonly id: NoticeId;
  readonly postId: PostId;
  readonly words: string;
  readonly mediaId: MediaId | null;
  readonly createdAt: Date;
}

/** Reads the notices of a person for the person. */
@Injectable()
export class NoticeExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Notices that the person gave, the oldest first. */
  given(userId: UserId, after: string, limit: number): Promise<GivenNotice[]> {
    return this.reader.query(sql`
      select
        id as cursor,
        id,
        post_id as "postId",
        words,
        media_id as "mediaId",
        created_at as "createdAt"
      from notice
      where author_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
    `);
  }
}
