import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { EXPORT_HOURS, EXPORT_PATIENCE_MINUTES, type ExportId } from './data-export.js';

/** An export whose archive is to be made. */
export interface BegunExport {
  readonly userId: UserId;
  readonly storageKey: string;
  /** This one included. */
  readonly attempts: number;
}

/** An export that goes. */
export interface GoneExport {
  readonly id: ExportId;
  readonly storageKey: string;
}

/** Writes of exports. */
@Injectable()
export class DataExportRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @returns the new export, or `undefined` while another one of the person is pending */
  async add(userId: UserId, storageKey: string): Promise<ExportId | undefined> {
    const { rows } = await this.work.execute<{ id: ExportId }>(
      sql`
      insert into data_export (user_id, storage_key)
      values (${userId}, ${storageKey})
      on conflict (user_id) where status = 'pending' do nothing
      returning id
      `,
    );
    return rows[0]?.id;
  }

  /** The export of a person that is being made. */
  async pending(userId: UserId): Promise<ExportId | undefined> {
    const { rows } = await this.work.execute<{ id: ExportId }>(
      sql`select id from data_export where user_id = ${userId} and status = 'pending'`,
    );
    return rows[0]?.id;
  }

  /** Whose export is to be made, as long as it may wait; nobody's when it may not. */
  async waiting(id: ExportId): Promise<UserId | undefined> {
    const { rows } = await this.work.execute<{ userId: UserId }>(
      sql`
      select user_id as "userId"
      from data_export
      where id = ${id}
        and status = 'pending'
        and created_at > now() - ${sql.number(EXPORT_PATIENCE_MINUTES)} * interval '1 minute'
      `,
    );
    return rows[0]?.userId;
  }

  /** Notes that the making of an archive begins. @returns `undefined` when there is nothing to make */
  async begin(id: ExportId): Promise<BegunExport | undefined> {
    const { rows } = await this.work.execute<BegunExport>(
      sql`
      update data_export
      set attempts = attempts + 1
      where id = ${id} and status = 'pending'
      returning user_id as "userId", storage_key as "storageKey", attempts
      `,
    );
    return rows[0];
  }

  /** Notes how the making of an archive ended, unless that is known. @returns whether the export is still there */
  async end(id: ExportId, status: 'ready' | 'failed'): Promise<boolean> {
    await this.work.execute(
      sql`
      update data_export
      set status = ${status}, expires_at = now() + ${sql.number(EXPORT_HOURS)} * interval '1 hour'
      where id = ${id} and status = 'pending'
      `,
    );
    const { rows } = await this.work.execute(sql`select from data_export where id = ${id}`);
    return rows.length > 0;
  }

  /** Gives up on exports that nobody makes any more. */
  async giveUp(): Promise<void> {
    await this.work.execute(
      sql`
      update data_export
      set status = 'failed', expires_at = now() + ${sql.number(EXPORT_HOURS)} * interval '1 hour'
      where status = 'pending' and created_at < now() - interval '24 hours'
      `,
    );
  }

  /** Exports that have run out. */
  async expired(limit: number): Promise<GoneExport[]> {
    const { rows } = await this.work.execute<GoneExport>(
      sql`
      select id, storage_key as "storageKey"
      from data_export
      where expires_at <= now()
      order by expires_at
      limit ${limit}
      `,
    );
    return rows;
  }

  /** All exports of a person. */
  async of(userId: UserId): Promise<GoneExport[]> {
    const { rows } = await this.work.execute<GoneExport>(
      sql`select id, storage_key as "storageKey" from data_export where user_id = ${userId}`,
    );
    return rows;
  }

  async remove(ids: readonly ExportId[]): Promise<number> {
    const { count } = await this.work.execute(
      sql`delete from data_export where id = any (${ids}::bigint[])`,
    );
    return count;
  }

  /** Which of these keys an export names. */
  async named(keys: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.work.execute<{ storageKey: string }>(
      sql`
      select storage_key as "storageKey"
      from data_export
      where storage_key = any (${keys}::text[])
      `,
    );
    return new Set(rows.map(({ storageKey }) => storageKey));
  }
}
