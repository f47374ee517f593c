import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/platform';

/** What the counters of people need to know of follows. */
@Injectable()
export class EdgeRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Those of two people who are active, held so until the transaction ends: a suspension, which recounts,
   * comes wholly before or wholly after.
   */
  async holdActive(one: UserId, other: UserId): Promise<Set<UserId>> {
    const { rows } = await this.work.execute<{ id: UserId; isActive: boolean }>(
      `
      select id, is_active as "isActive"
      from user_account
      where id in ($1, $2)
      order by id
      for share
      `,
      [one, other],
    );
    return new Set(rows.filter(({ isActive }) => isActive).map(({ id }) => id));
  }

  /** Everybody who follows a person or is followed by them. */
  async neighbours(userId: UserId): Promise<UserId[]> {
    const { rows } = await this.work.execute<{ id: UserId }>(
      `
      select followee_id as id from follow where follower_id = $1
      union
      select follower_id as id from follow where followee_id = $1
      `,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}
