import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  ObjectMissing,
  ObjectStorage,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/platform';

import { originalKey } from '../domain/media-key.js';
import { pictureFormat } from '../domain/picture-format.js';
import { OwnedMediaReader } from '../infrastructure/owned-media.reader.js';
import { MediaErasure } from './media-erasure.service.js';

/** Media read at once. */
const PAGE = 200;

/** Pictures of a person, with their files. */
@Injectable()
export class MediaPersonalData extends PersonalData implements OnModuleInit {
  readonly section = 'media';
  readonly order = 20;

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: OwnedMediaReader,
    private readonly storage: ObjectStorage,
    private readonly erasure: MediaErasure,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'media',
      walk((after) => this.reader.media(userId, after, PAGE)),
    );
    // One at a time: addresses of pictures change while others are being written.
    for await (const picture of walk((after) => this.reader.pictures(userId, after, 1))) {
      const format = pictureFormat(picture.mimeType);
      if (format !== undefined) {
        await this.exportFile(
          `media/${picture.id}.${format.extension}`,
          originalKey(picture.storageKey, format),
          files,
        );
      }
    }
  }

  override async erase(userId: UserId): Promise<Erased> {
    return { media: await this.erasure.erase(userId) };
  }

  private async exportFile(path: string, key: string, files: ExportWriter): Promise<void> {
    try {
      const { stream } = await this.storage.get(key);
      await files.file(path, stream);
    } catch (error) {
      // Lost in storage, or removed since: the list of media names it, and the rest is worth having.
      if (!(error instanceof ObjectMissing)) {
        throw error;
      }
    }
  }
}
