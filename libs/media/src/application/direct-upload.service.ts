import { Injectable } from '@nestjs/common';
import { MediaUploaded } from '#libs/events';
import { DomainError, type MediaId, type UserId } from '#libs/kernel';
import {
  DomainEvents,
  NotFound,
  ObjectMissing,
  ObjectStorage,
  PayloadTooLarge,
  type PresignedUpload,
  UnitOfWork,
} from '#libs/platform';

import type { Media } from '../domain/media.js';
import { UploadIncomplete } from '../domain/media.errors.js';
import { newUploadKey } from '../domain/media-key.js';
import { type LookedInto, MediaRepository } from '../infrastructure/media.repository.js';
import { orUnavailable } from './storage-outage.js';
import { UploadExaminer } from './upload-examiner.js';

/** Seconds for which the address of a direct upload works. */
const ADDRESS_LIFE = 60 * 60;

/** What a client announces before sending a file to the storage itself. */
export interface Announcement {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: number;
}

/** Lets clients send files past the API, straight to the storage. */
@Injectable()
export class DirectUploadService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
    private readonly examiner: UploadExaminer,
    private readonly events: DomainEvents,
  ) {}

  /** Opens an address for one file. Without a completion it is forgotten after a day. */
  announce(
    ownerId: UserId,
    { name, mimeType, bytes }: Announcement,
  ): Promise<PresignedUpload & { readonly mediaId: MediaId }> {
    return this.work.run(async () => {
      const storageKey = newUploadKey();
      const mediaId = await this.media.insert({
        ownerId,
        name,
        altText: null,
        mimeType,
        bytes,
        status: 'announced',
        storageKey,
      });
      const upload = await this.storage.presignUpload(storageKey, {
        contentType: mimeType,
        bytes,
        ttlSeconds: ADDRESS_LIFE,
      });
      return { mediaId, ...upload };
    });
  }

  /**
   * Looks into the file that was sent, and leaves its processing to the background. Repeatable.
   *
   * @throws DomainError `not-found`, `upload-incomplete`, `unsupported-media-type`, `payload-too-large`,
   *   `media-unreadable`, `too-many-pixels`, `unavailable`
   */
  async complete(ownerId: UserId, mediaId: MediaId): Promise<void> {
    const medium = await this.media.find(mediaId);
    if (medium?.ownerId !== ownerId) {
      throw new DomainError(NotFound);
    }
    if (medium.status !== 'announced') {
      return;
    }
    const found = await orUnavailable(this.lookInto(medium)).catch((error: unknown) =>
      this.afterLoss(mediaId, error),
    );
    if (found === undefined) {
      return;
    }
    await this.work.run(async () => {
      if (await this.media.arrive(mediaId, found)) {
        await this.events.publish(new MediaUploaded({ mediaId }));
      }
    });
  }

  private async lookInto({ storageKey: key, bytes }: Media): Promise<LookedInto> {
    const stored = await this.storage.stat(key);
    if (stored === undefined) {
      throw new ObjectMissing(key);
    }
    // Not every store holds clients to the announced size.
    if (stored.size > bytes) {
      throw new DomainError(PayloadTooLarge, { detail: 'The file is larger than announced.' });
    }
    if (stored.size < bytes) {
      throw new DomainError(UploadIncomplete);
    }
    const { format, dimensions } = await this.examiner.examine(key);
    return { mimeType: format.mimeType, bytes, dimensions };
  }

  /** Of completions at once the first may be done, and the file processed and gone, before the others look. */
  private async afterLoss(mediaId: MediaId, error: unknown): Promise<undefined> {
    if (!(error instanceof ObjectMissing)) {
      throw error;
    }
    const medium = await this.media.find(mediaId);
    if (medium === undefined || medium.status === 'announced') {
      throw new DomainError(UploadIncomplete, { cause: error });
    }
  }
}
