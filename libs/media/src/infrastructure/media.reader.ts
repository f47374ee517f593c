import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  type Id,
  type MediaId,
  type Page,
  type PageRequest,
  type PostId,
  toPage,
  type UserId,
} from '#libs/kernel';
import { isoTime, ObjectStorage, SqlReader } from '#libs/platform';

import type { Image } from '../domain/image.js';
import { isPublicShelf, originalKey, type StorageKey, variantKey } from '../domain/media-key.js';
import { pictureFormat } from '../domain/picture-format.js';
import { fitted, type VariantName, VARIANTS } from '../domain/variant.js';

/** Seconds for which the address of a picture that isn't for everyone works. */
const SIGNED_FOR = 60 * 60;

const byNewest = cursorOf('media.newest', ['id']);

/** What is stored of a picture, for showing it. */
export interface ImageRow {
  id: MediaId;
  name: string;
  altText: string | null;
  mimeType: string;
  width: number | null;
  height: number | null;
  bytes: number;
  blurhash: string | null;
  status: Image['status'];
  storageKey: StorageKey;
  isPublic: boolean;
  postId: PostId | null;
  version: number;
  createdAt: string;
}

/** SQL: the columns of an `ImageRow` of media `m`, as fit for JSON as for rows. */
export const IMAGE_COLUMNS = `
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
  m.is_public as "isPublic",
  case when m.attachment_type = 'post' then m.attachment_id::text end as "postId",
  m.version,
  ${isoTime('m.created_at')} as "createdAt"`;

const IMAGE = `
  select ${IMAGE_COLUMNS}
  from media m
  where m.is_active and m.status <> 'announced'
`;

/** Where a picture lies that is shown in one size only. */
export type PicturePlace = Pick<ImageRow, 'storageKey' | 'isPublic'>;

/**
 * SQL: the pictures that another lib's table names, one JSON value of `ImageRow`s in its order; null when none.
 * Whoever asks knows that they may be seen.
 *
 * @param table with a column `media_id`; called `i` in `where` and `order`
 */
export function picturesOf(table: string, where: string, order: string): string {
  return `(
    select json_agg(picture)
    from (
      select ${IMAGE_COLUMNS}
      from ${table} i
      join media m on m.id = i.media_id
      where ${where} and m.is_active and m.status <> 'announced'
      order by ${order}
    ) picture
  )`;
}

/** SQL: the `PicturePlace` of a medium as JSON, null for none or one that isn't ready. */
export function picturePlace(mediaId: string): string {
  return `(
    select json_build_object('storageKey', placed.storage_key, 'isPublic', placed.is_public)
    from media placed
    where placed.id = ${mediaId} and placed.is_active and placed.status = 'ready'
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
    private readonly storage: ObjectStorage,
  ) {}

  /** The pictures with these ids, in one query; deleted and unknown ones are left out. */
  async images(ids: readonly MediaId[]): Promise<Map<MediaId, Image>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<ImageRow>(`${IMAGE} and m.id = any($1::bigint[])`, [ids]);
    const images = await Promise.all(rows.map((row) => this.shown(row)));
    return new Map(images.map((image) => [image.id, image]));
  }

  /** One picture and the version of what its owner wrote about it. */
  async image(id: MediaId): Promise<{ image: Image; version: number } | undefined> {
    const row = await this.reader.one<ImageRow>(`${IMAGE} and m.id = $1`, [id]);
    return row && { image: await this.shown(row), version: row.version };
  }

  /** The addresses of pictures in one size, in one query; only of those that are ready. */
  async urls(ids: readonly MediaId[], size: VariantName = 'small'): Promise<Map<MediaId, string>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<PicturePlace & { id: MediaId }>(
      `
        select id, storage_key as "storageKey", is_public as "isPublic"
        from media
        where id = any($1::bigint[]) and is_active and status = 'ready'
      `,
      [ids],
    );
    return new Map(
      await Promise.all(
        rows.map(async (row) => [row.id, await this.addressOf(row, size)] as const),
      ),
    );
  }

  /** The address of a picture in one size. */
  addressOf(place: PicturePlace, size: VariantName = 'small'): Promise<string> {
    return this.address(place, variantKey(place.storageKey, size));
  }

  /** All pictures of a person, newest first. */
  async ownedBy(ownerId: UserId, { limit, cursor }: PageRequest): Promise<Page<Image>> {
    const [before] = cursor === undefined ? [null] : byNewest.decode(cursor);
    const rows = await this.reader.query<ImageRow>(
      `
        ${IMAGE}
          and m.owner_id = $1
          and ($2::bigint is null or m.id < $2)
        order by m.id desc
        limit $3
      `,
      [ownerId, before, limit + 1],
    );
    const page = toPage(rows, limit, (row) => byNewest.encode([row.id]));
    return {
      items: await Promise.all(page.items.map((row) => this.shown(row))),
      nextCursor: page.nextCursor,
    };
  }

  /** What decides who may see these media; deleted and unknown ones are left out. */
  access(ids: readonly MediaId[]): Promise<MediaAccess[]> {
    return this.reader.query<MediaAccess>(
      `
        select
          m.id,
          m.owner_id as "ownerId",
          coalesce(u.is_active, false) as "ownerIsActive",
          m.attachment_type as "attachmentType",
          m.attachment_id as "attachmentId"
        from media m
        left join user_account u on u.id = m.owner_id
        where m.id = any($1::bigint[]) and m.is_active and m.status <> 'announced'
      `,
      [ids],
    );
  }

  /** The picture of a row, with addresses that work now. */
  async shown(row: ImageRow): Promise<Image> {
    const sources = await this.sources(row);
    return {
      id: row.id,
      name: row.name,
      url: sources?.url ?? null,
      mimeType: row.mimeType,
      width: row.width,
      height: row.height,
      bytes: row.bytes,
      altText: row.altText,
      blurhash: row.blurhash,
      status: row.status,
      variants: sources?.variants ?? null,
      postId: row.postId,
      createdAt: row.createdAt,
    };
  }

  private async sources(row: ImageRow): Promise<Pick<Image, 'url' | 'variants'> | undefined> {
    const { width, height, storageKey, status } = row;
    const format = pictureFormat(row.mimeType);
    if (status !== 'ready' || width === null || height === null || format === undefined) {
      return undefined;
    }
    const variant = async (name: VariantName) => ({
      url: await this.address(row, variantKey(storageKey, name)),
      ...fitted({ width, height }, VARIANTS[name]),
    });
    const [url, thumbnail, small, large] = await Promise.all([
      this.address(row, originalKey(storageKey, format)),
      variant('thumbnail'),
      variant('small'),
      variant('large'),
    ]);
    return { url, variants: { thumbnail, small, large } };
  }

  /** Lasting only when the objects lie where everyone may fetch them, and that is still meant to be so. */
  private address({ storageKey, isPublic }: PicturePlace, object: string): Promise<string> {
    return isPublic && isPublicShelf(storageKey)
      ? this.storage.publicUrl(object)
      : this.storage.signedUrl(object, SIGNED_FOR);
  }
}
