import { join } from 'node:path';
import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Settings } from '#libs/config';
import { AddressRoutes } from './address-routes.js';
import { AddressSigner } from './address-signer.js';
import { LocalStorage } from './local-storage.js';
import { ObjectAddresses } from './object-addresses.js';
import { ObjectStorage } from './object-storage.js';
import { S3Storage } from './s3-storage.js';

/** Object storage for everyone: S3 when it is configured, else the folder `media` in `DATA_DIR`. */
@Global()
@Module({
  providers: [
    { provide: ObjectAddresses, inject: [Settings], useFactory: addressesFor },
    { provide: ObjectStorage, inject: [Settings, ObjectAddresses], useFactory: storageFor },
    AddressRoutes,
  ],
  exports: [ObjectAddresses, ObjectStorage],
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

function addressesFor({ publicUrl, jwtSecret, jwtSecretPrevious }: Settings): ObjectAddresses {
  const signer = new AddressSigner(
    jwtSecretPrevious === undefined ? [jwtSecret] : [jwtSecret, jwtSecretPrevious],
  );
  return new ObjectAddresses(publicUrl.replace(/\/+$/, ''), signer);
}

function storageFor({ s3, dataDir }: Settings, addresses: ObjectAddresses): ObjectStorage {
  return s3 === undefined
    ? new LocalStorage({ root: join(dataDir, 'media'), addresses })
    : new S3Storage(s3);
}
