import { Injectable } from '@nestjs/common';
import type { CommentId } from '#libs/comment';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { PostId } from '#libs/post';
import type { NotificationId, NotificationKind } from '../notification/notification.js';

/** A notification as its person gets it: who acted is theirs. */
interface ExportedNotification extends WalkedRow {
  readonly id: NotificationId;
  readonly kind: NotificationKind;
  readonly postId: PostId | null;
  readonly commentId: CommentId | null;
  readonly isSeen: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A muted post. */
interface ExportedMute extends WalkedRow {
  readonly postId: PostId;
  readonly createdAt: Date;
}

/** Reads what is kept of the notifications of a person, for the person. */
@Injectable()
export class NotificationExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** The oldest first. */
  notifications(userId: UserId, after: string, limit: number): Promise<ExportedNotification[]> {
    return this.reader.query(
      sql`
      select
        n.id as cursor,
        n.id,
        n.kind,
        n.post_id as "postId",
        n.comment_id as "commentId",
        n.id <= coalesce(s.seen_up_to, 0) as "isSeen",
        to_timestamp((n.id >> 20) / 1000.0) as "createdAt",
        n.updated_at as "updatedAt"
      from notification n
      left join notification_state s on s.user_id = n.user_id
      where n.user_id = ${userId} and n.id > ${after}
      order by n.id
      limit ${limit}
      `,
    );
  }

  /** In the order of the posts. */
  mutes(userId: UserId, after: string, limit: number): Promise<ExportedMute[]> {
    return this.reader.query(
      sql`
      select post_id as cursor, post_id as "postId", created_at as "createdAt"
      from post_mute
      where user_id = ${userId} and post_id > ${after}
      order by post_id
      limit ${limit}
      `,
    );
  }
}
