import type { MediaId, PostId } from '#libs/kernel';
import type { ObjectStorage } from '#libs/platform';
import type { Image } from '../domain/image.js';
import { isPublicShelf, originalKey, type StorageKey, variantKey } from '../domain/media-key.js';
import { pictureFormat } from '../domain/picture-format.js';
import { fitted, type VariantName, VARIANTS } from '../domain/variant.js';

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
  isPublic: boolean;
  postId: PostId | null;
  version: number;
  createdAt: string;
}

/** Where a picture lies that is shown in one size only. */
export type PicturePlace = Pick<ImageRow, 'storageKey' | 'isPublic'>;

/** The pictures of one answer, with addresses that work now. */
export class Pictures {
  private readonly told = new Map<string, string>();
  private readonly asked = new Map<string, Promise<string>>();

  private constructor(private readonly storage: ObjectStorage) {}

  /**
   * Presents an answer that has pictures. A store that signs elsewhere can't tell all addresses at once: then they are
   * waited for together, and the answer is presented anew.
   */
  static async present<T>(storage: ObjectStorage, show: (pictures: Pictures) => T): Promise<T> {
    const pictures = new Pictures(storage);
    const shown = show(pictures);
    if (pictures.asked.size === 0) {
      return shown;
    }
    await pictures.wait();
    return show(pictures);
  }

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
    return this.addressOf(place, variantKey(place.storageKey, size));
  }

  private sources(row: ImageRow): Pick<Image, 'url' | 'variants'> | undefined {
    const { width, height, storageKey, status } = row;
    const format = pictureFormat(row.mimeType);
    if (status !== 'ready' || width === null || height === null || format === undefined) {
      return undefined;
    }
    const variant = (name: VariantName) => ({
      url: this.address(row, name),
      ...fitted({ width, height }, VARIANTS[name]),
    });
    return {
      url: this.addressOf(row, originalKey(storageKey, format)),
      variants: {
        thumbnail: variant('thumbnail'),
        small: variant('small'),
        large: variant('large'),
      },
    };
  }

  /** Lasting only when the objects lie where everyone may fetch them, and that is still meant to be so. */
  private addressOf({ storageKey, isPublic }: PicturePlace, object: string): string {
    const known = this.told.get(object);
    if (known !== undefined) {
      return known;
    }
    const address =
      isPublic && isPublicShelf(storageKey)
        ? this.storage.publicUrl(object)
        : this.storage.signedUrl(object, SIGNED_FOR);
    if (typeof address === 'string') {
      return address;
    }
    this.asked.set(object, address);
    return '';
  }

  private async wait(): Promise<void> {
    await Promise.all(
      [...this.asked].map(async ([object, address]) => {
        this.told.set(object, await address);
      }),
    );
  }
}
