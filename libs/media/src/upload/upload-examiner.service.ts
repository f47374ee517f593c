import { Injectable } from '@nestjs/common';
import { UnsupportedMediaType } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import { ObjectStorage } from '#libs/storage';
import { PictureDecodersService } from '../decoding/picture-decoders.service.js';
import { formatOfFile } from '../formats/picture-sniffer.js';
import type { PictureFormat } from '../medium/picture-format.js';
import type { Dimensions } from '../medium/variant.js';
import { withWorkFile } from '../processing/work-file.js';

/** What a file turned out to be. */
export interface Examined {
  readonly format: PictureFormat;
  readonly dimensions: Dimensions;
}

/** Looks into what was uploaded before anybody relies on it. */
@Injectable()
export class UploadExaminerService {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly decoders: PictureDecodersService,
  ) {}

  /**
   * Looks into a stored upload of a person, when it is their turn.
   *
   * @throws DomainError `unsupported-media-type`, `media-unreadable`, `too-many-pixels`, `unavailable`
   * @throws ObjectMissing, StorageFailure
   */
  examine(ownerId: UserId, key: string): Promise<Examined> {
    const asker = { owner: ownerId, urgent: true };
    return this.decoders.decode(asker, (decode) =>
      // Copied when its turn has come: those who wait take no room.
      withWorkFile(this.storage, key, async (file) => {
        const format = accepted(await formatOfFile(file));
        const { dimensions } = await decode({ task: 'examine', format, file });
        return { format, dimensions };
      }),
    );
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
