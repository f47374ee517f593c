import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Removes what lists keep of a person who is being erased, a batch at a time. */
@Injectable()
export class PeopleListErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes lists of the person with all in them. @returns how many */
  async removeLists(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from people_list
      where id in (select id from people_list where owner_id = ${userId} limit ${limit})
    `);
    return count;
  }

  /** Takes the person out of lists of others. @returns how many */
  async leave(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from people_list_member
      where member_id = ${userId}
        and list_id in (
          select list_id from people_list_member where member_id = ${userId} limit ${limit}
        )
    `);
    return count;
  }
}
