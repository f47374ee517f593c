import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Media, MediaId } from '../medium/media.js';
import { MEDIA } from '../medium/media.repository.js';
import { nameIn, placesOf, type StorageKey } from '../medium/media-key.js';

/** A medium that is compared with its objects. */
export interface ListedMedium extends Media {
  /** Whether something happened to it in the last ten minutes: work on it may still be on its way. */
  readonly isRecent: boolean;
}

/** Reads which media there are, for comparing them with the storage. */
@Injectable()
export class MediaInventoryReader {
  constructor(private readonly reader: SqlReader) {}

  /** The next media whose files have arrived, by id. */
  after(id: MediaId | '0', limit: number): Promise<ListedMedium[]> {
    return this.reader.query<ListedMedium>(
      sql`
        select listed.*, m.updated_at > now() - interval '10 minutes' as "isRecent"
        from (${sql.raw(MEDIA)} where m.id > ${id} and m.status <> 'announced' order by m.id limit ${limit}) listed
        join media m on m.id = listed.id
        order by listed.id
      `,
    );
  }

  /** Media that have waited for their processing for more than an hour, but not yet a day. */
  async waiting(limit: number): Promise<MediaId[]> {
    const rows = await this.reader.query<{ id: MediaId }>(
      sql`
        select id
        from media
        where status = 'processing'
          and updated_at < now() - interval '1 hour'
        order by id
        limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Where the media of these names lie; those that there aren't are left out. */
  async places(names: readonly string[]): Promise<Map<string, StorageKey>> {
    const rows = await this.reader.query<{ storageKey: StorageKey }>(
      sql`
        select storage_key as "storageKey"
        from media
        where storage_key = any(${names.flatMap(placesOf)})
      `,
    );
    return new Map(rows.map(({ storageKey }) => [nameIn(storageKey), storageKey]));
  }
}
