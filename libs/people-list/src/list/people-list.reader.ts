import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId } from '#libs/kernel';
import type { PeopleList, PeopleListId } from './people-list.js';
import { listColumns, shownMember } from './people-list.sql.js';

const NEWEST = descending('people-lists', sortKey('l.id', 'id', 'id'));
const NEWEST_MEMBERS = descending('people-list.members', sortKey('m.position', 'id', 'position'));

/** Reads lists of people, for their owner. */
@Injectable()
export class PeopleListReader {
  constructor(private readonly reader: SqlReader) {}

  /** The lists of a person, newest first. @throws DomainError `invalid-cursor` */
  page(ownerId: UserId, request: PageRequest): Promise<Page<PeopleList>> {
    return this.reader.page<PeopleList>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select ${listColumns}
      from people_list l
      where l.owner_id = ${ownerId} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }

  /** One list of a person. */
  own(ownerId: UserId, id: PeopleListId): Promise<PeopleList | undefined> {
    return this.reader.one<PeopleList>(sql`
      select ${listColumns}
      from people_list l
      where l.id = ${id} and l.owner_id = ${ownerId}
    `);
  }

  /** Whether it is a list of the person. */
  async isOwn(ownerId: UserId, id: PeopleListId): Promise<boolean> {
    const row = await this.reader.one<{ id: PeopleListId }>(
      sql`select id from people_list where id = ${id} and owner_id = ${ownerId}`,
    );
    return row !== undefined;
  }

  /**
   * Ids of those whom the owner finds in a list, who was added last first.
   *
   * @throws DomainError `invalid-cursor`
   */
  async members(ownerId: UserId, id: PeopleListId, request: PageRequest): Promise<Page<UserId>> {
    const page = await this.reader.page<{ id: UserId; position: string }>(
      NEWEST_MEMBERS,
      request,
      ({ after, order, limit }) => sql`
      select m.member_id as id, m.position
      from people_list_member m
      where m.list_id = ${id} and ${after} and ${shownMember(sql`${ownerId}::bigint`)}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
