import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { PEOPLE_PER_LIST, type PeopleListId } from '../list/people-list.js';

/** Writes who is in which list. */
@Injectable()
export class PeopleListMemberRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Puts somebody into a list, which is held.
   *
   * @returns whether the person is in it now: `false` when the list is full
   */
  async add(ownerId: UserId, listId: PeopleListId, memberId: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<{ isIn: boolean }>(sql`
      with added as (
        insert into people_list_member (list_id, member_id, owner_id)
        select ${listId}, ${memberId}, ${ownerId}
        where (
          select count(*) from people_list_member where list_id = ${listId}
        ) < ${sql.number(PEOPLE_PER_LIST)}
        on conflict do nothing
        returning member_id
      )
      select exists (select from added) or exists (
        select from people_list_member where list_id = ${listId} and member_id = ${memberId}
      ) as "isIn"
    `);
    return rows[0]?.isIn === true;
  }

  /** Takes somebody out of a list. */
  async remove(listId: PeopleListId, memberId: UserId): Promise<void> {
    await this.work.execute(
      sql`delete from people_list_member where list_id = ${listId} and member_id = ${memberId}`,
    );
  }

  /** Takes two people out of all lists of each other. */
  async part(one: UserId, other: UserId): Promise<void> {
    const [a, b] = [sql.value(one), sql.value(other)];
    await this.work.execute(sql`
      delete from people_list_member
      where (member_id, owner_id) in ((${a}, ${b}), (${b}, ${a}))
    `);
  }
}
