import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { NotificationId } from './notification.js';

/** Writes how far people have seen. */
@Injectable()
export class NotificationStateRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Holds the notifications of people, in ascending order of ids: until the transaction ends nobody else adds, sees or
   * removes any of theirs.
   *
   * @returns the newest one that each of them has seen, `0` for none
   */
  async hold(userIds: readonly UserId[]): Promise<Map<UserId, Id | '0'>> {
    const people = sql.value(userIds);
    await this.work.execute(
      sql`
      insert into notification_state (user_id)
      select id from unnest(${people}::bigint[]) as person (id) order by id
      on conflict do nothing
      `,
    );
    const { rows } = await this.work.execute<{ userId: UserId; seenUpTo: Id | '0' }>(
      sql`
      select user_id as "userId", seen_up_to as "seenUpTo"
      from notification_state
      where user_id = any (${people}::bigint[])
      order by user_id
      for no key update
      `,
    );
    return new Map(rows.map(({ userId, seenUpTo }) => [userId, seenUpTo]));
  }

  /** Notes that a person has seen a notification and all older ones. The person is held. */
  async see(userId: UserId, upTo: NotificationId): Promise<void> {
    await this.work.execute(
      sql`
      update notification_state
      set seen_up_to = ${upTo}
      where user_id = ${userId} and seen_up_to < ${upTo}
      `,
    );
  }
}
