import { Injectable } from '@nestjs/common';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { type Erased } from '#libs/personal-data';
import { RESTORE_DAYS } from '../account/power.js';

export type ErasureId = Id<'erasure'>;

/** How far an erasure has come. */
export interface ErasureProgress {
  readonly userId: UserId;
  readonly finishedParts: readonly string[];
  readonly isFinished: boolean;
}

/** Writes of the table `erasure`, and what decides on it. */
@Injectable()
export class ErasureRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /** @returns the new erasure, or `undefined` when there is one already */
  async begin(userId: UserId, requestedBy: UserId | null): Promise<ErasureId | undefined> {
    const { rows } = await this.work.execute<{ id: ErasureId }>(
      sql`
      insert into erasure (user_id, requested_by)
      values (${userId}, ${requestedBy})
      on conflict (user_id) do nothing
      returning id
      `,
    );
    return rows[0]?.id;
  }

  /** Whether a person is being erased, or was. */
  async hasBegun(userId: UserId): Promise<boolean> {
    const row = await this.reader.one(sql`select from erasure where user_id = ${userId}`);
    return row !== undefined;
  }

  progress(id: ErasureId): Promise<ErasureProgress | undefined> {
    return this.reader.one(
      sql`
      select
        user_id as "userId",
        finished_parts as "finishedParts",
        finished_at is not null as "isFinished"
      from erasure
      where id = ${id}
      `,
    );
  }

  /** Notes that a part is gone, and what this run removed of it. */
  async finishPart(id: ErasureId, section: string, erased: Erased): Promise<void> {
    const sectionValue = sql.value(section);
    await this.work.execute(
      sql`
      update erasure
      set finished_parts = array_append(finished_parts, ${sectionValue})
      where id = ${id} and ${sectionValue} <> all (finished_parts)
      `,
    );
    await this.addToReport(id, erased);
  }

  /** Adds numbers to the report. */
  async addToReport(id: ErasureId, erased: Erased): Promise<void> {
    await this.work.execute(
      sql`
      update erasure
      set report = (
        select coalesce(jsonb_object_agg(key, amount), '{}')
        from (
          select key, sum(value::bigint) as amount
          from (
            select key, value from jsonb_each_text(report)
            union all
            select key, value from jsonb_each_text(${sql.json(erased)})
          ) as removed
          group by key
          having sum(value::bigint) > 0
        ) as total
      )
      where id = ${id}
      `,
    );
  }

  /** @returns whether it was unfinished until now */
  async finish(id: ErasureId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`update erasure set finished_at = now() where id = ${id} and finished_at is null`,
    );
    return count > 0;
  }

  /** Erasures that should have ended long ago. */
  async stuck(): Promise<ErasureId[]> {
    const rows = await this.reader.query<{ id: ErasureId }>(sql`
      select id
      from erasure
      where finished_at is null and requested_at < now() - interval '1 hour'
      order by requested_at
    `);
    return rows.map(({ id }) => id);
  }

  /** People whose accounts their owners deleted so long ago that they are to be erased. */
  async due(limit: number): Promise<UserId[]> {
    const rows = await this.reader.query<{ id: UserId }>(
      sql`
      select u.id
      from user_account u
      where not u.is_active
        and u.deleted_at < now() - ${sql.number(RESTORE_DAYS)} * interval '1 day'
        and not exists (select from erasure e where e.user_id = u.id)
      order by u.id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** The same for one person, whose account stays as it is until the transaction ends. */
  async isDue(userId: UserId): Promise<boolean> {
    const { rows } = await this.work.execute<{ due: boolean }>(
      sql`
      select
        not is_active
          and coalesce(deleted_at < now() - ${sql.number(RESTORE_DAYS)} * interval '1 day', false) as due
      from user_account
      where id = ${userId}
      for no key update
      `,
    );
    return rows[0]?.due === true;
  }
}
