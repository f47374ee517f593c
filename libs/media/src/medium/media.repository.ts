import { Injectable } from '@nestjs/common';
import { fold, type Id, type MediaId, parseId, type UserId } from '#libs/kernel';
import { SqlReader, UnitOfWork } from '#libs/database';

import type { Attachment, Media } from './media.js';
import type { StorageKey } from './media-key.js';
import type { Dimensions } from './variant.js';
import { MediaEntity } from './media.entity.js';
import { NEW_LINK } from './media-link.repository.js';

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

/** SQL: which of the media `$2` the person `$1` can attach to the thing `$4` of the kind `$3`. */
const USABLE = `
  id = any($2::bigint[])
  and owner_id = $1
  and is_active
  and status in ('processing', 'ready')
  and (attachment_id is null or (attachment_type = $3 and attachment_id = $4))
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

/** Writes the table `media`. */
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
    return this.reader.one<Media>(`${MEDIA} where m.id = $1`, [id]);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(id: MediaId): Promise<Media | undefined> {
    const { rows } = await this.work.execute<Media>(`${MEDIA} where m.id = $1 for update of m`, [
      id,
    ]);
    return rows[0];
  }

  /** The medium that lies at one of these keys, locked like `lock`. */
  async lockAt(keys: readonly StorageKey[]): Promise<Media | undefined> {
    const { rows } = await this.work.execute<Media>(
      `${MEDIA} where m.storage_key = any($1) for update of m`,
      [keys],
    );
    return rows[0];
  }

  /**
   * Attaches media of one owner that are free, or already attached to the same thing.
   *
   * @returns those that were attached, and whether the audience of each is another one now
   */
  async attach(
    ownerId: UserId,
    ids: readonly MediaId[],
    attachment: Attachment,
    isPublic: boolean,
  ): Promise<{ id: MediaId; changed: boolean }[]> {
    // Locked in the order of their ids: two claims of the same pictures wait for each other, never in a circle.
    const { rows } = await this.work.execute<{ id: MediaId; changed: boolean }>(
      `
        with usable as (
          select id, is_public
          from media
          where ${USABLE}
          order by id
          for update
        )
        update media m
        set attachment_type = $3,
            attachment_id = $4,
            is_public = $5,
            detached_at = null,
            updated_at = now()
        from usable
        where m.id = usable.id
        returning m.id, usable.is_public <> $5 as changed
      `,
      [ownerId, ids, attachment.type, attachment.id, isPublic],
    );
    return rows;
  }

  /** Whether one owner could attach all of these media. */
  async areUsable(
    ownerId: UserId,
    ids: readonly MediaId[],
    attachment: Attachment | null,
  ): Promise<boolean> {
    if (ids.length === 0) {
      return true;
    }
    const { type = null, id = null } = attachment ?? {};
    const row = await this.reader.one<{ usable: number }>(
      `select count(*)::integer as usable from media where ${USABLE}`,
      [ownerId, ids, type, id],
    );
    return row?.usable === ids.length;
  }

  /** Attaches media to nothing. @returns those that were for everyone until now */
  async detach(ids: readonly MediaId[]): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId; changed: boolean }>(
      `
        with attached as (
          select id, is_public
          from media
          where id = any($1::bigint[]) and attachment_id is not null
          order by id
          for update
        )
        update media m
        set attachment_type = null,
            attachment_id = null,
            is_public = false,
            detached_at = now(),
            updated_at = now()
        from attached
        where m.id = attached.id
        returning m.id, attached.is_public as changed
      `,
      [ids],
    );
    return rows.filter(({ changed }) => changed).map(({ id }) => id);
  }

  /** Says for whom the media of some things are. @returns those for which that is new */
  async setPublic(
    type: Attachment['type'],
    attachmentIds: readonly Id[],
    isPublic: boolean,
  ): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ id: MediaId }>(
      `
        with attached as (
          select id
          from media
          where attachment_type = $1
            and attachment_id = any($2::bigint[])
            and is_public <> $3
          order by id
          for update
        )
        update media m
        set is_public = $3, updated_at = now()
        from attached
        where m.id = attached.id
        returning m.id
      `,
      [type, attachmentIds, isPublic],
    );
    return rows.map(({ id }) => id);
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
    const { count } = await this.work.execute(
      `
        update media
        set name = coalesce($3, name),
            name_folded = coalesce($7, name_folded),
            alt_text = case when $4 then $5 else alt_text end,
            alt_text_folded = case when $4 then $8 else alt_text_folded end,
            version = version + 1,
            updated_at = now()
        where id = $1
          and owner_id = $2
          and is_active
          and ($6::integer is null or version = $6)
      `,
      [
        id,
        ownerId,
        change.name ?? null,
        change.altText !== undefined,
        change.altText ?? null,
        expected ?? null,
        folded(change.name),
        folded(change.altText),
      ],
    );
    return count === 1;
  }

  /** Hides a medium from everyone, for administrators to restore. @returns whether it was there */
  async hide(id: MediaId, ownerId: UserId, expected: number | undefined): Promise<boolean> {
    const { count } = await this.work.execute(
      `
        update media
        set is_active = false,
            link_name = ${NEW_LINK},
            deleted_at = now(),
            updated_at = now()
        where id = $1
          and owner_id = $2
          and is_active
          and ($3::integer is null or version = $3)
      `,
      [id, ownerId, expected ?? null],
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
      `
        update media
        set status = 'processing',
            mime_type = $2,
            bytes = $3,
            width = $4,
            height = $5,
            storage_key = $6,
            updated_at = now()
        where id = $1 and status = 'announced'
      `,
      [
        id,
        found.mimeType,
        found.bytes,
        found.dimensions.width,
        found.dimensions.height,
        found.storageKey,
      ],
    );
    return count === 1;
  }
}

/** A text as it is compared; `null` when there is none. */
function folded(text: string | null | undefined): string | null {
  return typeof text === 'string' ? fold(text) : null;
}
