import { Injectable } from '@nestjs/common';
import type { MediaId } from '#libs/kernel';
import { ObjectStorage } from '#libs/platform';

import type { Media } from '../domain/media.js';
import { originalKey, processedAt, type StorageKey, variantKey } from '../domain/media-key.js';
import { type PictureFormat, pictureFormat } from '../domain/picture-format.js';
import type { Dimensions, VariantName } from '../domain/variant.js';
import { PictureStudio, type Rendering } from '../infrastructure/picture-studio.js';
import { withWorkFile } from '../infrastructure/work-file.js';

/** What came of a raw upload. */
export interface Processed {
  readonly storageKey: StorageKey;
  readonly dimensions: Dimensions;
  /** Of the stripped original. */
  readonly bytes: number;
  readonly blurhash: string;
}

/** Makes what is served from what was uploaded. */
@Injectable()
export class PictureProcessor {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly studio: PictureStudio,
  ) {}

  /**
   * Puts the stripped original and the variants where the audience of the medium wants them. Doing it again writes the
   * same objects again.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`
   * @throws ObjectMissing when the upload is gone
   */
  process(medium: Media): Promise<Processed> {
    const storageKey = processedAt(medium.storageKey, medium.shelf, this.storage.servesPublic);
    const format = knownFormat(medium.id, medium.mimeType);
    return withWorkFile(this.storage, medium.storageKey, async (file) => {
      const original = await this.studio.strip(file, format);
      await this.storage.put(originalKey(storageKey, format), original.data, {
        contentType: format.mimeType,
      });
      const { variants, blurhash } = await this.studio.reduce(file, format);
      await this.putVariants(storageKey, variants);
      const { dimensions, data } = original;
      return { storageKey, dimensions, bytes: data.length, blurhash };
    });
  }

  /**
   * Makes the variants of a processed medium again from its original.
   *
   * @throws DomainError `media-unreadable`
   * @throws ObjectMissing when the original is gone
   */
  async restoreVariants({ id, mimeType, storageKey }: Media): Promise<void> {
    const format = knownFormat(id, mimeType);
    await withWorkFile(this.storage, originalKey(storageKey, format), async (file) => {
      await this.putVariants(storageKey, (await this.studio.reduce(file, format)).variants);
    });
  }

  private async putVariants(
    storageKey: StorageKey,
    variants: ReadonlyMap<VariantName, Rendering>,
  ): Promise<void> {
    for (const [name, { data }] of variants) {
      await this.storage.put(variantKey(storageKey, name), data, { contentType: 'image/webp' });
    }
  }
}

function knownFormat(id: MediaId, mimeType: string): PictureFormat {
  const format = pictureFormat(mimeType);
  if (format === undefined) {
    throw new Error(`Medium ${id} is of no known format.`);
  }
  return format;
}
