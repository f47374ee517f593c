import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { PeopleListId } from '../list/people-list.js';

/** A list of the person. */
interface ExportedList extends WalkedRow {
  readonly id: PeopleListId;
  readonly name: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Somebody in it. */
interface ExportedMember extends WalkedRow {
  readonly listId: PeopleListId;
  readonly userId: UserId;
}

/** Reads the lists of a person for the person. */
@Injectable()
export class PeopleListExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** The oldest first. */
  lists(userId: UserId, after: string, limit: number): Promise<ExportedList[]> {
    return this.reader.query(sql`
      select id as cursor, id, name, created_at as "createdAt", updated_at as "updatedAt"
      from people_list
      where owner_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
    `);
  }

  /**
   * List by list, who was added first first.
   *
   * @param after list and position of the last one, with a colon between
   */
  members(userId: UserId, after: string, limit: number): Promise<ExportedMember[]> {
    const [list = '0', position = '0'] = after.split(':');
    return this.reader.query(sql`
      select
        m.list_id::text || ':' || m.position as cursor,
        m.list_id as "listId",
        m.member_id as "userId"
      from people_list l
      join people_list_member m on m.list_id = l.id
      where l.owner_id = ${userId}
        and (m.list_id, m.position) > (${list}::bigint, ${position}::bigint)
      order by m.list_id, m.position
      limit ${limit}
    `);
  }
}
