import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PeopleListId } from './people-list.js';

/** Writes of lists of people. */
@Injectable()
export class PeopleListRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** How many lists a person has. Nobody else makes one for the person until the transaction ends. */
  async heldCount(ownerId: UserId): Promise<number> {
    await this.work.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('people_list:' || ${ownerId}::text, 0))`,
    );
    const { rows } = await this.work.execute<{ id: PeopleListId }>(
      sql`select id from people_list where owner_id = ${ownerId}`,
    );
    return rows.length;
  }

  /** Adds an empty list. @returns its id */
  async create(ownerId: UserId, name: string): Promise<PeopleListId> {
    const { rows } = await this.work.execute<{ id: PeopleListId }>(
      sql`insert into people_list (owner_id, name) values (${ownerId}, ${name}) returning id`,
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('An inserted list gave no id.');
    }
    return row.id;
  }

  /** Lets nobody else change a list of a person until the transaction ends. */
  async hold(ownerId: UserId, id: PeopleListId): Promise<{ version: number } | undefined> {
    const { rows } = await this.work.execute<{ version: number }>(
      sql`select version from people_list where id = ${id} and owner_id = ${ownerId} for update`,
    );
    return rows[0];
  }

  async rename(id: PeopleListId, name: string): Promise<void> {
    await this.work.execute(sql`
      update people_list
      set name = ${name}, version = version + 1, updated_at = now()
      where id = ${id}
    `);
  }

  /** Removes a list with all in it. */
  async remove(id: PeopleListId): Promise<void> {
    await this.work.execute(sql`delete from people_list where id = ${id}`);
  }
}
