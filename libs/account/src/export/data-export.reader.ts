import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { ObjectAddresses } from '#libs/storage';
import type { ExportId, ExportStatus } from './data-export.js';

/** An export as its owner sees it. */
export interface OwnExport {
  readonly id: ExportId;
  readonly status: ExportStatus;
  readonly url: string | null;
  readonly expiresAt: string | null;
  readonly createdAt: string;
}

/** Reads exports for the people who asked for them. */
@Injectable()
export class DataExportReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly addresses: ObjectAddresses,
  ) {}

  /** Whether an archive with this key is there to be fetched. */
  async isThere(storageKey: string): Promise<boolean> {
    const row = await this.reader.one(
      sql`
      select
      from data_export e
      join user_account u on u.id = e.user_id
      where e.storage_key = ${storageKey} and e.status = 'ready' and e.expires_at > now() and u.is_active
      `,
    );
    return row !== undefined;
  }

  /** An export of this person that has not run out, with an address that works as long as it lasts. */
  async own(userId: UserId, id: ExportId): Promise<OwnExport | undefined> {
    const row = await this.reader.one<{
      status: ExportStatus;
      storageKey: string;
      secondsLeft: number;
      expiresAt: Date | null;
      createdAt: Date;
    }>(
      sql`
      select
        status,
        storage_key as "storageKey",
        coalesce(extract(epoch from expires_at - now()), 0)::integer as "secondsLeft",
        expires_at as "expiresAt",
        created_at as "createdAt"
      from data_export
      where id = ${id}
        and user_id = ${userId}
        and (expires_at is null or expires_at > now())
      `,
    );
    if (row === undefined) {
      return undefined;
    }
    const isThere = row.status === 'ready' && row.secondsLeft > 0;
    return {
      id,
      status: row.status,
      url: isThere ? this.addresses.signed(row.storageKey, row.secondsLeft) : null,
      expiresAt: row.expiresAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    };
  }
}
