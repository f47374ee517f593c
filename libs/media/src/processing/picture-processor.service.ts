import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { ObjectStorage } from '#libs/storage';
import { originalBeside, variantBeside } from '../decoding/decoder-orders.js';
import { PictureDecodersService } from '../decoding/picture-decoders.service.js';
import type { Media, MediaId } from '../medium/media.js';
import { originalKey, processedAt, type StorageKey, variantKey } from '../medium/media-key.js';
import { type PictureFormat, pictureFormat } from '../medium/picture-format.js';
import { type Dimensions, VARIANT_NAMES } from '../medium/variant.js';
import { withWorkFile } from './work-file.js';

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
export class PictureProcessorService {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly decoders: PictureDecodersService,
  ) {}

  /**
   * Puts the stripped original and the variants where the audience of the medium wants them, when its owner's turn
   * has come. Doing it again writes the same objects again.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`, `unsupported-media-type`
   * @throws ObjectMissing when the upload is gone; DecoderStopped when the decoder ended without an answer
   */
  process(medium: Media): Promise<Processed> {
    const storageKey = processedAt(medium.storageKey, medium.shelf, this.storage.servesPublic);
    const format = knownFormat(medium.id, medium.mimeType);
    return this.decoders.decode(inBackground(medium), (decode) =>
      withWorkFile(this.storage, medium.storageKey, async (file) => {
        const { dimensions, blurhash } = await decode({ task: 'render', file, format });
        const { size } = await this.storage.put(
          originalKey(storageKey, format),
          createReadStream(originalBeside(file)),
          { contentType: format.mimeType },
        );
        await this.putVariants(storageKey, file);
        return { storageKey, dimensions, bytes: size, blurhash };
      }),
    );
  }

  /**
   * Makes the variants of a processed medium again from its original.
   *
   * @throws DomainError `media-unreadable`
   * @throws ObjectMissing when the original is gone
   */
  async restoreVariants(medium: Media): Promise<void> {
    const { id, mimeType, storageKey } = medium;
    const format = knownFormat(id, mimeType);
    await this.decoders.decode(inBackground(medium), (decode) =>
      withWorkFile(this.storage, originalKey(storageKey, format), async (file) => {
        await decode({ task: 'reduce', file, format });
        await this.putVariants(storageKey, file);
      }),
    );
  }

  private async putVariants(storageKey: StorageKey, file: string): Promise<void> {
    for (const name of VARIANT_NAMES) {
      await this.storage.put(
        variantKey(storageKey, name),
        createReadStream(variantBeside(file, name)),
        { contentType: 'image/webp' },
      );
    }
  }
}

function inBackground({ ownerId }: Media): { owner: string; urgent: boolean } {
  return { owner: ownerId, urgent: false };
}

function knownFormat(id: MediaId, mimeType: string): PictureFormat {
  const format = pictureFormat(mimeType);
  if (format === undefined) {
    throw new Error(`Medium ${id} is of no known format.`);
  }
  return format;
}
