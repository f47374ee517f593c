import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/kernel';
import { ObjectStorage, UnsupportedMediaType } from '#libs/platform';

import type { PictureFormat } from '../domain/picture-format.js';
import type { Dimensions } from '../domain/variant.js';
import { HEAD_BYTES, sniff } from '../infrastructure/picture-sniffer.js';
import { PictureStudio } from '../infrastructure/picture-studio.js';
import { withWorkFile } from '../infrastructure/work-file.js';

/** Looks into what was uploaded before anybody relies on it. */
@Injectable()
export class UploadExaminer {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly studio: PictureStudio,
  ) {}

  /**
   * Looks into a stored upload of a known format.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`
   */
  dimensionsOf(key: string, format: PictureFormat): Promise<Dimensions> {
    return withWorkFile(this.storage, key, async (file) => {
      const { dimensions } = await this.studio.inspect(file, format);
      return dimensions;
    });
  }

  /**
   * The format of a stored upload.
   *
   * @throws DomainError `unsupported-media-type`
   */
  async formatOf(key: string): Promise<PictureFormat> {
    const { stream } = await this.storage.get(key, { start: 0, end: HEAD_BYTES - 1 });
    const { format } = await sniff(stream);
    stream.destroy();
    return accepted(format);
  }
}

/** @throws DomainError `unsupported-media-type` when there is no format */
export function accepted(format: PictureFormat | undefined): PictureFormat {
  if (format === undefined) {
    throw new DomainError(UnsupportedMediaType, {
      detail: 'The file is not a picture: send JPEG, PNG, WebP, GIF or AVIF.',
    });
  }
  return format;
}
