import { Injectable } from '@nestjs/common';
import { ObjectStorage } from '#libs/platform';

import type { Media } from '../domain/media.js';
import { originalKey, shelved, type StorageKey, variantKey } from '../domain/media-key.js';
import { pictureFormat } from '../domain/picture-format.js';
import type { Dimensions } from '../domain/variant.js';
import { PictureStudio } from '../infrastructure/picture-studio.js';
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
    const storageKey = shelved(medium.storageKey, medium.shelf);
    const format = pictureFormat(medium.mimeType);
    if (format === undefined) {
      throw new Error(`Medium ${medium.id} is of no known format.`);
    }
    return withWorkFile(this.storage, medium.storageKey, async (file) => {
      const original = await this.studio.strip(file, format);
      await this.storage.put(originalKey(storageKey, format), original.data, {
        contentType: format.mimeType,
      });
      const { variants, blurhash } = await this.studio.reduce(file, format);
      for (const [name, { data }] of variants) {
        await this.storage.put(variantKey(storageKey, name), data, { contentType: 'image/webp' });
      }
      const { dimensions, data } = original;
      return { storageKey, dimensions, bytes: data.length, blurhash };
    });
  }
}
