import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { ObjectAddresses, ObjectStorage } from '#libs/storage';
import type { Image } from '../medium/image.js';
import type { MediaId } from '../medium/media.js';
import {
  isPublicShelf,
  nameIn,
  originalFile,
  type StorageKey,
  variantFile,
} from '../medium/media-key.js';
import { pictureFormat } from '../medium/picture-format.js';
import { fitted, type VariantName, VARIANTS } from '../medium/variant.js';

/** Seconds for which the address of a picture that isn't for everyone works. */
const SIGNED_FOR = 60 * 60;

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
  linkName: string | null;
  isPublic: boolean;
  postId: Id<'post'> | null;
  version: number;
  createdAt: string;
}

/** What the address of a picture is made of that is shown in one size only. */
export type PicturePlace = Pick<ImageRow, 'storageKey' | 'linkName' | 'isPublic'>;

/**
 * Shows pictures with addresses that work now. Those of the service hold a name of the picture's own, which stays when
 * its objects move, and changes when what was given out must not be seen any more.
 */
@Injectable()
export class PicturePresenter {
  constructor(
    private readonly addresses: ObjectAddresses,
    private readonly storage: ObjectStorage,
  ) {}

  /** The picture of a row. */
  image(row: ImageRow): Image {
    const sources = this.sources(row);
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

  /** The address of a picture in one size. */
  address(place: PicturePlace, size: VariantName = 'small'): string {
    return this.addressOf(place, variantFile(size));
  }

  private sources(row: ImageRow): Pick<Image, 'url' | 'variants'> | undefined {
    const { width, height, status } = row;
    const format = pictureFormat(row.mimeType);
    if (status !== 'ready' || width === null || height === null || format === undefined) {
      return undefined;
    }
    const variant = (name: VariantName) => ({
      url: this.address(row, name),
      ...fitted({ width, height }, VARIANTS[name]),
    });
    return {
      url: this.addressOf(row, originalFile(format)),
      variants: {
        thumbnail: variant('thumbnail'),
        small: variant('small'),
        large: variant('large'),
      },
    };
  }

  private addressOf({ storageKey, linkName, isPublic }: PicturePlace, file: string): string {
    const name = linkName ?? nameIn(storageKey);
    if (!isPublic) {
      return this.addresses.signed(`private/${name}/${file}`, SIGNED_FOR);
    }
    const direct = isPublicShelf(storageKey)
      ? this.storage.directUrl(`${storageKey}/${file}`)
      : undefined;
    return direct ?? this.addresses.lasting(`public/${name}/${file}`);
  }
}
