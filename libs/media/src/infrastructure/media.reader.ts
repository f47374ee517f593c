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
import { ObjectStorage, SqlReader } from '#libs/platform';

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
  createdAt: Date;
}

/** SQL: the columns of an `ImageRow`. */
export const IMAGE_COLUMNS = `
  id,
  name,
  alt_text as "altText",
  mime_type as "mimeType",
  width,
  height,
  bytes,
  blurhash,
  status,
  storage_key as "storageKey",
  is_public as "isPublic",
  case when attachment_type = 'post' then attachment_id end as "postId",
  version,
  created_at as "createdAt"`;

const IMAGE = `
  select ${IMAGE_COLUMNS}
  from media
  where is_active and status <> 'announced'
`;

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
    const rows = await this.reader.query<ImageRow>(`${IMAGE} and id = any($1::bigint[])`, [ids]);
    const images = await Promise.all(rows.map((row) => this.shown(row)));
    return new Map(images.map((image) => [image.id, image]));
  }

  /** One picture and the version of what its owner wrote about it. */
  async image(id: MediaId): Promise<{ image: Image; version: number } | undefined> {
    const row = await this.reader.one<ImageRow>(`${IMAGE} and id = $1`, [id]);
    return row && { image: await this.shown(row), version: row.version };
  }

  /** The addresses of pictures in one size, in one query; only of those that are ready. */
  async urls(ids: readonly MediaId[], size: VariantName = 'small'): Promise<Map<MediaId, string>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows = await this.reader.query<Pick<ImageRow, 'id' | 'storageKey' | 'isPublic'>>(
      `
        select id, storage_key as "storageKey", is_public as "isPublic"
        from media
        where id = any($1::bigint[]) and is_active and status = 'ready'
      `,
      [ids],
    );
    return new Map(
      await Promise.all(
        rows.map(
          async (row) =>
            [row.id, await this.address(row, variantKey(row.storageKey, size))] as const,
        ),
      ),
    );
  }

  /** All pictures of a person, newest first. */
  async ownedBy(ownerId: UserId, { limit, cursor }: PageRequest): Promise<Page<Image>> {
    const [before] = cursor === undefined ? [null] : byNewest.decode(cursor);
    const rows = await this.reader.query<ImageRow>(
      `
        ${IMAGE}
          and owner_id = $1
          and ($2::bigint is null or id < $2)
        order by id desc
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
      createdAt: row.createdAt.toISOString(),
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
  private address(
    { storageKey, isPublic }: Pick<ImageRow, 'storageKey' | 'isPublic'>,
    object: string,
  ): Promise<string> {
    return isPublic && isPublicShelf(storageKey)
      ? this.storage.publicUrl(object)
      : this.storage.signedUrl(object, SIGNED_FOR);
  }
}
