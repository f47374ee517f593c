import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** What the counters of people need to know of follows. */
@Injectable()
export class NeighbourRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Everybody who follows a person or is followed by them. */
  async neighbours(userId: UserId): Promise<UserId[]> {
    const userIdValue = sql.value(userId);
    const { rows } = await this.work.execute<{ id: UserId }>(
      sql`
      select followee_id as id from follow where follower_id = ${userIdValue}
      union
      select follower_id as id from follow where followee_id = ${userIdValue}
      `,
    );
    return rows.map(({ id }) => id);
  }
}
