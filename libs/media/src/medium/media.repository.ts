import { Injectable } from '@nestjs/common';
import { atVersion, sql, SqlReader, UnitOfWork } from '#libs/database';
import { fold, parseId, type UserId } from '#libs/kernel';
import { MediaEntity } from './media.entity.js';
import type { Media, MediaId } from './media.js';
import type { StorageKey } from './media-key.js';
import { NEW_LINK } from './media-link.repository.js';
import type { Dimensions } from './variant.js';

/** SQL: media as the rules see them, as `m`. */
export const MEDIA = `
  select
    m.id,
    m.owner_id as "ownerId",
    m.mime_type as "mimeType",
    m.bytes,
    m.status,
    m.storage_key as "storageKey",
    case when m.is_active and m.is_public and u.is_active then 'public' else 'private' end as shelf
  from media m
  left join user_account u on u.id = m.owner_id
`;

/** A medium whose row is gone or whose audience changed. */
export interface Touched {
  readonly id: MediaId;
  readonly storageKey: StorageKey;
}

/** What is known of an upload once its file was looked into. */
export interface LookedInto {
  readonly mimeType: string;
  readonly bytes: number;
  readonly dimensions: Dimensions;
  /** Where the file lies, out of reach of who sent it. */
  readonly storageKey: StorageKey;
}

/** Writes the table `media`, but for what media are attached to. */
@Injectable()
export class MediaRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /** @returns the new id */
  async insert(
    media: Pick<
      MediaEntity,
      'ownerId' | 'name' | 'altText' | 'mimeType' | 'bytes' | 'status' | 'storageKey'
    > &
      Partial<Dimensions>,
  ): Promise<MediaId> {
    const { identifiers } = await this.work.manager.insert(MediaEntity, {
      ...media,
      nameFolded: fold(media.name),
      altTextFolded: folded(media.altText),
    });
    const id = parseId<'media'>(identifiers[0]?.['id']);
    if (id === undefined) {
      throw new Error('The insert gave no id.');
    }
    return id;
  }

  /** The medium, or `undefined`. */
  find(id: MediaId): Promise<Media | undefined> {
    return this.reader.one<Media>(sql`${sql.raw(MEDIA)} where m.id = ${id}`);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(id: MediaId): Promise<Media | undefined> {
    const { rows } = await this.work.execute<Media>(
      sql`${sql.raw(MEDIA)} where m.id = ${id} for update of m`,
    );
    return rows[0];
  }

  /** The medium that lies at one of these keys, locked like `lock`. */
  async lockAt(keys: readonly StorageKey[]): Promise<Media | undefined> {
    const { rows } = await this.work.execute<Media>(
      sql`${sql.raw(MEDIA)} where m.storage_key = any(${keys}) for update of m`,
    );
    return rows[0];
  }

  /**
   * Changes what the owner wrote about a medium.
   *
   * @param expected the version it must have, or any
   * @returns whether it was changed
   */
  async describe(
    id: MediaId,
    ownerId: UserId,
    change: { readonly name?: string | undefined; readonly altText?: string | null | undefined },
    expected: number | undefined,
  ): Promise<boolean> {
    const value4 = sql.value(change.altText !== undefined);
    const { count } = await this.work.execute(
      sql`
        update media
        set name = coalesce(${change.name ?? null}, name),
            name_folded = coalesce(${folded(change.name)}, name_folded),
            alt_text = case when ${value4} then ${change.altText ?? null} else alt_text end,
            alt_text_folded = case when ${value4} then ${folded(change.altText)} else alt_text_folded end,
            version = version + 1,
            updated_at = now()
        where id = ${id}
          and owner_id = ${ownerId}
          and is_active
          and ${atVersion('version', expected)}
      `,
    );
    return count === 1;
  }

  /** Hides a medium from everyone, for administrators to restore. @returns whether it was there */
  async hide(id: MediaId, ownerId: UserId, expected: number | undefined): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
        update media
        set is_active = false,
            link_name = ${sql.raw(NEW_LINK)},
            deleted_at = now(),
            updated_at = now()
        where id = ${id}
          and owner_id = ${ownerId}
          and is_active
          and ${atVersion('version', expected)}
      `,
    );
    return count === 1;
  }

  /**
   * Notes that all bytes of an announced upload are here, at a key that no address leads to.
   *
   * @returns whether it was waiting for that
   */
  async arrive(id: MediaId, found: LookedInto): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
        update media
        set status = 'processing',
            mime_type = ${found.mimeType},
            bytes = ${found.bytes},
            width = ${found.dimensions.width},
            height = ${found.dimensions.height},
            storage_key = ${found.storageKey},
            updated_at = now()
        where id = ${id} and status = 'announced'
      `,
    );
    return count === 1;
  }
}

/** A text as it is compared; `null` when there is none. */
function folded(text: string | null | undefined): string | null {
  return typeof text === 'string' ? fold(text) : null;
}
