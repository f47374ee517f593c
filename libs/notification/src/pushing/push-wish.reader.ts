import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { NotificationGroup, NotificationId } from '../notification/notification.js';
import { FIRST_SETTINGS, settingsOf } from '../settings/notification-settings.js';

const FIRST_KINDS = settingsOf(FIRST_SETTINGS).kinds;

/** Reads who wants to be pushed what. */
@Injectable()
export class PushWishReader {
  constructor(private readonly reader: SqlReader) {}

  /** Those of the notifications whose person wants pushes of their kind. */
  async wanted(
    notifications: readonly NotificationGroup[],
  ): Promise<{ readonly userId: UserId; readonly subjectId: NotificationId }[]> {
    const rows = await this.reader.query<{ id: NotificationId; userId: UserId }>(sql`
      select grown.id, grown.user_id as "userId"
      from unnest(
        ${notifications.map(({ id }) => id)}::bigint[],
        ${notifications.map(({ userId }) => userId)}::bigint[],
        ${notifications.map(({ kind }) => kind)}::text[],
        ${notifications.map(({ kind }) => FIRST_KINDS[kind].push)}::boolean[]
      ) as grown (id, user_id, kind, at_first)
      left join notification_setting s on s.user_id = grown.user_id
      where coalesce((s.kinds -> grown.kind ->> 'push')::boolean, grown.at_first)
    `);
    return rows.map(({ id, userId }) => ({ userId, subjectId: id }));
  }
}
