import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaUploaded } from '#libs/events';
import { NotFound, PayloadTooLarge } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import { ObjectMissing, ObjectStorage, type PresignedUpload } from '#libs/storage';
import { UploadIncomplete } from '../medium/media.errors.js';
import { type Media, type MediaId, pictureName } from '../medium/media.js';
import { type LookedInto, MediaRepository } from '../medium/media.repository.js';
import { newUploadKey, type StorageKey } from '../medium/media-key.js';
import { orUnavailable } from '../medium/storage-outage.js';
import { UploadExaminerService } from '../upload/upload-examiner.service.js';

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
    private readonly examiner: UploadExaminerService,
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
        name: pictureName(name),
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
    // The address of the upload lives on: what is sent there from now on is not this file any more.
    const storageKey = newUploadKey();
    let hasArrived = false;
    try {
      await orUnavailable(this.storage.copy(medium.storageKey, storageKey));
      const found = await orUnavailable(this.lookInto(medium, storageKey));
      hasArrived = await this.arrive(mediaId, found);
    } catch (error) {
      await this.afterLoss(mediaId, error);
    } finally {
      // What can't be deleted now is swept up later.
      const left = hasArrived ? medium.storageKey : storageKey;
      await this.storage.delete([left]).catch(() => undefined);
    }
  }

  private arrive(mediaId: MediaId, found: LookedInto): Promise<boolean> {
    return this.work.run(async () => {
      const hasArrived = await this.media.arrive(mediaId, found);
      if (hasArrived) {
        await this.events.publish(new MediaUploaded({ mediaId }));
      }
      return hasArrived;
    });
  }

  private async lookInto({ ownerId, bytes }: Media, storageKey: StorageKey): Promise<LookedInto> {
    const stored = await this.storage.stat(storageKey);
    if (stored === undefined) {
      throw new ObjectMissing(storageKey);
    }
    // Not every store holds clients to the announced size.
    if (stored.size > bytes) {
      throw new DomainError(PayloadTooLarge, { detail: 'The file is larger than announced.' });
    }
    if (stored.size < bytes) {
      throw new DomainError(UploadIncomplete);
    }
    const { format, dimensions } = await this.examiner.examine(ownerId, storageKey);
    return { mimeType: format.mimeType, bytes, dimensions, storageKey };
  }

  /** Of completions at once the first may be done, and the file processed and gone, before the others look. */
  private async afterLoss(mediaId: MediaId, error: unknown): Promise<void> {
    if (!(error instanceof ObjectMissing)) {
      throw error;
    }
    const medium = await this.media.find(mediaId);
    if (medium === undefined || medium.status === 'announced') {
      throw new DomainError(UploadIncomplete, { cause: error });
    }
  }
}
