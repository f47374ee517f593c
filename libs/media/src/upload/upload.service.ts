import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { MediaUploaded } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { ObjectStorage } from '#libs/storage';
import { sniff } from '../formats/picture-sniffer.js';
import { type MediaId, pictureName } from '../medium/media.js';
import { MediaRepository } from '../medium/media.repository.js';
import { newUploadKey } from '../medium/media-key.js';
import { orUnavailable } from '../medium/storage-outage.js';
import { accepted, UploadExaminerService } from './upload-examiner.service.js';

/** A file as it arrives. */
export interface ArrivingFile {
  readonly stream: Readable;
  readonly filename: string;
  /** Waits for the end of the form and gives its text fields. */
  complete(): Promise<{ readonly name?: string; readonly altText?: string }>;
}

/** Takes files in. */
@Injectable()
export class UploadService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
    private readonly examiner: UploadExaminerService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Stores a picture as it arrives, looks into it, and leaves its processing to the background. When anything fails,
   * nothing stays.
   *
   * @throws DomainError `unsupported-media-type`, `payload-too-large`, `media-unreadable`, `too-many-pixels`,
   *   `unavailable`
   */
  async upload(ownerId: UserId, file: ArrivingFile): Promise<MediaId> {
    try {
      return await this.take(ownerId, file);
    } catch (error) {
      // Read to its end all the same: a client that is still sending does not listen.
      file.stream.resume();
      throw error;
    }
  }

  private async take(ownerId: UserId, file: ArrivingFile): Promise<MediaId> {
    const { format: found, chunks } = await sniff(file.stream);
    const format = accepted(found);
    const key = newUploadKey();
    const { size } = await orUnavailable(
      this.storage.put(key, Readable.from(chunks, { objectMode: false }), {
        contentType: 'application/octet-stream',
      }),
    );
    try {
      const { name, altText } = await file.complete();
      const { dimensions } = await orUnavailable(this.examiner.examine(ownerId, key));
      return await this.work.run(async () => {
        const mediaId = await this.media.insert({
          ownerId,
          name: pictureName(name ?? file.filename),
          altText: altText ?? null,
          mimeType: format.mimeType,
          bytes: size,
          ...dimensions,
          status: 'processing',
          storageKey: key,
        });
        await this.events.publish(new MediaUploaded({ mediaId }));
        return mediaId;
      });
    } catch (error) {
      // What can't be deleted now is swept up later.
      await this.storage.delete([key]).catch(() => undefined);
      throw error;
    }
  }
}
