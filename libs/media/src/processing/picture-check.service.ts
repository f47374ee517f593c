import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { ObjectStorage, StorageFailure } from '#libs/storage';
import type { Media } from '../medium/media.js';
import { MediaRepository } from '../medium/media.repository.js';
import { movesTo, originalKey, rawKeyOf, storageKeyOf, variantKey } from '../medium/media-key.js';
import { pictureFormat } from '../medium/picture-format.js';
import { VARIANT_NAMES } from '../medium/variant.js';

/** What is wrong with a medium and its objects. */
export type Defect = 'unprocessed' | 'upload-left' | 'misplaced' | 'lost' | 'incomplete';

/** Compares a medium with its objects. */
@Injectable()
export class PictureCheckService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
  ) {}

  /**
   * Looks whether the storage can be the one of this database before anything is concluded from what it lacks.
   *
   * @throws StorageFailure when it holds no picture at all
   */
  async assertNotEmpty(): Promise<void> {
    for (const prefix of ['private/', 'public/', 'incoming/']) {
      for await (const { key } of this.storage.list(prefix)) {
        if (storageKeyOf(key) !== undefined) {
          return;
        }
      }
    }
    throw new StorageFailure(
      'show a single picture',
      new Error('It may be the wrong bucket, or a disk that is not mounted.'),
    );
  }

  /** The first thing that is wrong, or `undefined`. */
  async defectOf(medium: Media): Promise<Defect | undefined> {
    if (medium.status === 'processing') {
      return 'unprocessed';
    }
    if (medium.status === 'failed') {
      return (await this.storage.exists(rawKeyOf(medium.storageKey))) ? 'upload-left' : undefined;
    }
    if (movesTo(medium, this.storage.servesPublic) !== undefined) {
      return 'misplaced';
    }
    return (await this.missing(medium)) && this.work.run(() => this.missingNow(medium));
  }

  /** The same once more while nobody moves it: between two looks it may have got a new place. */
  private async missingNow({ id }: Media): Promise<Defect | undefined> {
    const medium = await this.media.lock(id);
    return medium?.status === 'ready' ? this.missing(medium) : undefined;
  }

  private async missing({ mimeType, storageKey }: Media): Promise<Defect | undefined> {
    const format = pictureFormat(mimeType);
    const there = new Set<string>();
    for await (const { key } of this.storage.list(`${storageKey}/`)) {
      there.add(key);
    }
    if (format === undefined || !there.has(originalKey(storageKey, format))) {
      return 'lost';
    }
    return VARIANT_NAMES.every((name) => there.has(variantKey(storageKey, name)))
      ? undefined
      : 'incomplete';
  }
}
