import { Injectable } from '@nestjs/common';
import { prepared, sql, SqlReader } from '#libs/database';
import type { StorageKey } from './media-key.js';

/** Where the picture lies that an address names. */
export interface LinkedPlace {
  readonly storageKey: StorageKey;
  /** Whether everyone may see it now. */
  readonly isPublic: boolean;
}

/** A picture by the name in its addresses: that of its place, as long as it has no other. */
const LINKED = prepared<{ name: string; places: readonly string[] }>(
  'media.linked',
  (slot) => sql`
  select
    m.storage_key as "storageKey",
    m.is_public and m.is_active and coalesce(u.is_active, false) as "isPublic"
  from (
    select * from media named where named.link_name = ${slot('name')}
    union all
    select * from media placed
    where placed.storage_key = any (${slot('places')}::text[]) and placed.link_name is null
  ) m
  left join user_account u on u.id = m.owner_id
  where m.status = 'ready' and (m.shown_until is null or m.shown_until > now())
  `,
);

/** Reads what the addresses of pictures stand for. */
@Injectable()
export class MediaLinkReader {
  constructor(private readonly reader: SqlReader) {}

  /** The place of the picture with this name in its addresses. */
  place(name: string): Promise<LinkedPlace | undefined> {
    return this.reader.one<LinkedPlace>(
      LINKED({ name, places: [`private/${name}`, `public/${name}`] }),
    );
  }

  /** Whether a direct upload to this key is announced, and not completed. */
  async isAnnounced(storageKey: StorageKey): Promise<boolean> {
    const row = await this.reader.one(
      sql`select from media where storage_key = ${storageKey} and status = 'announced'`,
    );
    return row !== undefined;
  }
}
