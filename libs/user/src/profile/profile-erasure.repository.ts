import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type Erased } from '#libs/personal-data';

/** Removes the profile of a person who is being erased. */
@Injectable()
export class ProfileErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes the profile and what is kept of its nicknames. */
  async remove(userId: UserId): Promise<Erased> {
    return {
      'reserved nicknames': await this.count(
        sql`delete from reserved_nickname where user_id = ${userId}`,
      ),
      profiles: await this.count(sql`delete from profile where user_id = ${userId}`),
    };
  }

  private async count(statement: SqlFragment): Promise<number> {
    const { count } = await this.work.execute(statement);
    return count;
  }
}
