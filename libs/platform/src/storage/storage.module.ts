import { join } from 'node:path';

import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Settings } from '../config/settings.js';
import { AddressSigner } from './address-signer.js';
import { LocalFiles } from './local-files.js';
import { LocalStorage } from './local-storage.js';
import { ObjectStorage } from './object-storage.js';
import { S3Storage } from './s3-storage.js';

/** Object storage for everyone: S3 when it is configured, else the folder `media` in `DATA_DIR`. */
@Global()
@Module({
  providers: [{ provide: ObjectStorage, inject: [Settings], useFactory: storageFor }, LocalFiles],
  exports: [ObjectStorage],
})
export class StorageModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly storage: ObjectStorage) {}

  async onModuleInit(): Promise<void> {
    if (this.storage instanceof LocalStorage) {
      await this.storage.removeStaleParts(new Date());
    }
  }

  onApplicationShutdown(): void {
    if (this.storage instanceof S3Storage) {
      this.storage.close();
    }
  }
}

function storageFor(settings: Settings): ObjectStorage {
  if (settings.s3 !== undefined) {
    return new S3Storage(settings.s3);
  }
  const { jwtSecret, jwtSecretPrevious } = settings;
  return new LocalStorage({
    root: join(settings.dataDir, 'media'),
    publicUrl: settings.publicUrl.replace(/\/+$/, ''),
    signer: new AddressSigner(
      jwtSecretPrevious === undefined ? [jwtSecret] : [jwtSecret, jwtSecretPrevious],
    ),
  });
}
