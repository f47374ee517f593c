import { Injectable } from '@nestjs/common';
import { idSince, sql, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { KEPT_DAYS, KEPT_NOTIFICATIONS, type NotificationId } from './notification.js';

/** Rows that one statement removes. */
const BATCH = 5_000;

/** Writes of single notifications. Their person is held. */
@Injectable()
export class NotificationRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /** Whose notification it is, whatever is left in it. */
  async ownerOf(id: NotificationId): Promise<UserId | undefined> {
    const row = await this.reader.one<{ userId: UserId }>(
      sql`select user_id as "userId" from notification where id = ${id}`,
    );
    return row?.userId;
  }

  /** The newest one of a person, whatever is left in it. */
  async newestOf(userId: UserId): Promise<NotificationId | undefined> {
    const row = await this.reader.one<{ id: NotificationId }>(
      sql`select id from notification where user_id = ${userId} order by id desc limit 1`,
    );
    return row?.id;
  }

  /** @returns whether the person had it */
  async remove(userId: UserId, id: NotificationId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`delete from notification where id = ${id} and user_id = ${userId}`,
    );
    return count > 0;
  }

  /** Removes what is too old. @returns how many; there may be more */
  async removeOld(): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from notification
      where id in (
        select n.id
        from notification n
        left join notification_state s on s.user_id = n.user_id
        where n.id < ${idSince(KEPT_DAYS.seen, 'day')}
          and (n.id <= s.seen_up_to or n.id < ${idSince(KEPT_DAYS.unseen, 'day')})
        order by n.id
        limit ${sql.number(BATCH)}
      )
      `,
    );
    return count;
  }

  /** Removes what comes past the newest ones of its person. @returns how many; there may be more */
  async removeSurplus(): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from notification
      where id in (
        select surplus.id
        from (
          select user_id from notification group by user_id having count(*) > ${sql.number(KEPT_NOTIFICATIONS)}
        ) person
        cross join lateral (
          select n.id
          from notification n
          where n.user_id = person.user_id
          order by n.id desc
          offset ${sql.number(KEPT_NOTIFICATIONS)}
        ) surplus
        limit ${sql.number(BATCH)}
      )
      `,
    );
    return count;
  }
}
