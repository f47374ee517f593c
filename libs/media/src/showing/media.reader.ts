import { Injectable } from '@nestjs/common';
import { descending, isoTime, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { type Id, mapPage, type Page, type PageRequest, type UserId } from '#libs/kernel';
import type { Image } from '../medium/image.js';
import type { MediaId } from '../medium/media.js';
import type { VariantName } from '../medium/variant.js';
import { type ImageRow, type PicturePlace, PicturePresenter } from './picture.presenter.js';

const NEWEST = descending('media.newest', sortKey('m.id', 'id', 'id'));

/** SQL: the columns of an `ImageRow` of media `m`, as fit for JSON as for rows. */
export const IMAGE_COLUMNS = sql`
  m.id::text as id,
  m.name,
  m.alt_text as "altText",
  m.mime_type as "mimeType",
  m.width,
  m.height,
  m.bytes,
  m.blurhash,
  m.status,
  m.storage_key as "storageKey",
  m.link_name as "linkName",
  m.is_public and m.is_active as "isPublic",
  case when m.attachment_type = 'post' then m.attachment_id::text end as "postId",
  m.version,
  ${isoTime('m.created_at')} as "createdAt"`;

const IMAGE = sql`
  select ${IMAGE_COLUMNS}
  from media m
  where m.is_active
    and m.status <> 'announced'
    and (m.shown_until is null or m.shown_until > now())
`;

/**
 * SQL: the pictures that another lib's table names, one JSON value of `ImageRow`s in its order; null when none.
 * Whoever asks knows that they may be seen.
 *
 * @param table with a column `media_id`; called `i` in `where` and `order`
 */
export function picturesOf(table: string, where: string, order: string): SqlFragment {
  return sql`(
    select json_agg(picture)
    from (
      select ${IMAGE_COLUMNS}
      from ${sql.raw(table)} i
      join media m on m.id = i.media_id
      where ${sql.raw(where)} and m.is_active and m.status <> 'announced'
      order by ${sql.raw(order)}
    ) picture
  )`;
}

/** SQL: the `PicturePlace` of a medium as JSON, null for none or one that isn't ready. */
export function picturePlace(mediaId: string): SqlFragment {
  return sql`(
    select json_build_object(
      'storageKey', placed.storage_key,
      'linkName', placed.link_name,
      'isPublic', placed.is_public
    )
    from media placed
    where placed.id = ${sql.raw(mediaId)} and placed.is_active and placed.status = 'ready'
  )`;
}

/** What has become of a picture that somebody uploaded. */
export type PictureStatus = Image['status'];

/** SQL: the `PictureStatus` of a medium, null for none and for a deleted one. */
export function pictureStatus(mediaId: string): SqlFragment {
  return sql`(
    select shown.status
    from media shown
    where shown.id = ${sql.raw(mediaId)} and shown.is_active and shown.status <> 'announced'
  )`;
}

/** What decides who may see a medium. */
export interface MediaAccess {
  readonly id: MediaId;
  readonly ownerId: UserId;
  readonly ownerIsActive: boolean;
  readonly attachmentType: string | null;
  readonly attachmentId: Id | null;
}

/** Reads pictures as they are shown. Whoever asks knows that they may be seen. */
@Injectable()
export class MediaReader {
  constructor(
    private readonly reader: SqlReader,
    /** Shows the rows that other libs' statements brought along. */
    readonly pictures: PicturePresenter,
  ) {}

  /** The pictures with these ids, in one query; deleted and unknown ones are left out. */
  async images(ids: readonly MediaId[]): Promise<Map<MediaId, Image>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<ImageRow>(sql`${IMAGE} and m.id = any(${ids}::bigint[])`);
    return new Map(rows.map((row) => [row.id, this.pictures.image(row)]));
  }

  /** One picture and the version of what its owner wrote about it. */
  async image(id: MediaId): Promise<{ image: Image; version: number } | undefined> {
    const row = await this.reader.one<ImageRow>(sql`${IMAGE} and m.id = ${id}`);
    return row && { image: this.pictures.image(row), version: row.version };
  }

  /** The addresses of pictures in one size, in one query; only of those that are ready. */
  async urls(ids: readonly MediaId[], size: VariantName = 'small'): Promise<Map<MediaId, string>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<PicturePlace & { id: MediaId }>(
      sql`
        select
          id,
          storage_key as "storageKey",
          link_name as "linkName",
          is_public as "isPublic"
        from media
        where id = any(${ids}::bigint[]) and is_active and status = 'ready'
      `,
    );
    return new Map(rows.map((row) => [row.id, this.pictures.address(row, size)]));
  }

  /** Whether a picture waits for its processing. */
  async isProcessing(id: MediaId): Promise<boolean> {
    const row = await this.reader.one(
      sql`select from media where id = ${id} and is_active and status = 'processing'`,
    );
    return row !== undefined;
  }

  /** All pictures of a person, newest first. */
  async ownedBy(ownerId: UserId, request: PageRequest): Promise<Page<Image>> {
    const page = await this.reader.page<ImageRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
        ${IMAGE}
          and m.owner_id = ${ownerId}
          and ${after}
        order by ${order}
        limit ${limit}
      `,
    );
    return mapPage(page, (row) => this.pictures.image(row));
  }

  /** What decides who may see these media; deleted and unknown ones are left out. */
  access(ids: readonly MediaId[]): Promise<MediaAccess[]> {
    return this.reader.query<MediaAccess>(
      sql`
        select
          m.id,
          m.owner_id as "ownerId",
          coalesce(u.is_active, false) as "ownerIsActive",
          m.attachment_type as "attachmentType",
          m.attachment_id as "attachmentId"
        from media m
        left join user_account u on u.id = m.owner_id
        where m.id = any(${ids}::bigint[]) and m.is_active and m.status <> 'announced'
      `,
    );
  }
}
