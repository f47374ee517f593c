import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { ObjectMissing, ObjectStorage } from '#libs/storage';
import type { MediaId } from '../medium/media.js';
import { originalKey } from '../medium/media-key.js';
import { pictureFormat } from '../medium/picture-format.js';
import { MediaErasureService } from './media-erasure.service.js';
import { MediaExportReader } from './media-export.reader.js';

/** Media read at once. */
const PAGE = 200;

/** Pictures of a person, with their files. */
@Injectable()
export class MediaPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'media';
  readonly before = ['account'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: MediaExportReader,
    private readonly storage: ObjectStorage,
    private readonly erasure: MediaErasureService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async isWhole(userId: UserId): Promise<boolean> {
    return !(await this.reader.isProcessing(userId));
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    const paths = new Map<MediaId, string>();
    // One at a time: objects of pictures move while others are being written.
    for await (const picture of walk((after) => this.reader.pictures(userId, after, 1))) {
      const format = pictureFormat(picture.mimeType);
      if (format !== undefined) {
        const path = `media/${picture.id}.${format.extension}`;
        if (await this.exportFile(path, originalKey(picture.storageKey, format), files)) {
          paths.set(picture.id, path);
        }
      }
    }
    await files.list('media', this.described(userId, paths));
  }

  override async erase(userId: UserId): Promise<Erased> {
    return { media: await this.erasure.erase(userId) };
  }

  /** The media of a person, each with its file in the archive; `null` when there is none. */
  private async *described(
    userId: UserId,
    paths: ReadonlyMap<MediaId, string>,
  ): AsyncGenerator<object> {
    for await (const medium of walk((after) => this.reader.media(userId, after, PAGE))) {
      yield { ...medium, file: paths.get(medium.id) ?? null };
    }
  }

  /** @returns whether the file is in the archive */
  private async exportFile(path: string, key: string, files: ExportWriter): Promise<boolean> {
    try {
      const { stream } = await this.storage.get(key);
      await files.file(path, stream);
      return true;
    } catch (error) {
      // Lost in storage, or removed since: the list of media says so, and the rest is worth having.
      if (!(error instanceof ObjectMissing)) {
        throw error;
      }
      return false;
    }
  }
}
