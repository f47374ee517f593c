import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type NewSearch,
  type RecentSearchId,
  SEARCHES_PER_PERSON,
  searchKey,
} from './recent-search.js';

/** Writes what people have looked for. */
@Injectable()
export class RecentSearchRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets nobody else remember or forget searches of a person until the transaction ends. */
  async hold(personId: UserId): Promise<void> {
    await this.work.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('recent_search:' || ${personId}::text, 0))`,
    );
  }

  /** Remembers a search as the newest one, and forgets the oldest beyond what is kept. @returns its id */
  async remember(personId: UserId, search: NewSearch): Promise<RecentSearchId> {
    const { rows } = await this.work.execute<{ id: RecentSearchId }>(sql`
      with remembered as (
        insert into recent_search (person_id, kind, key, user_id, text)
        values (${personId}, ${search.kind}, ${searchKey(search)}, ${search.userId}, ${search.text})
        on conflict (person_id, kind, key) do update
        set text = excluded.text, position = next_id(), searched_at = now()
        returning id
      ), forgotten as (
        delete from recent_search
        where id in (
          select r.id
          from recent_search r
          where r.person_id = ${personId} and r.id not in (select id from remembered)
          order by r.position desc
          offset ${sql.number(SEARCHES_PER_PERSON - 1)}
        )
      )
      select id from remembered
    `);
    const [row] = rows;
    if (row === undefined) {
      throw new Error('A remembered search gave no id.');
    }
    return row.id;
  }

  /** Forgets one search of a person. */
  async forget(personId: UserId, id: RecentSearchId): Promise<void> {
    await this.work.execute(
      sql`delete from recent_search where id = ${id} and person_id = ${personId}`,
    );
  }

  /** Forgets all searches of a person. @returns how many */
  async forgetAll(personId: UserId): Promise<number> {
    const { count } = await this.work.execute(
      sql`delete from recent_search where person_id = ${personId}`,
    );
    return count;
  }

  /** Forgets that others looked for a person. @returns how many */
  async forgetSought(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from recent_search
      where id in (select id from recent_search where user_id = ${userId} limit ${limit})
    `);
    return count;
  }
}
