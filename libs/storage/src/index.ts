export { AddressSigner } from './address-signer.js';
export * from './object-storage.js';
export { AddressedObjects, ObjectAddresses } from './object-addresses.js';
export * from './storage.errors.js';
export { LocalStorage } from './local-storage.js';
export { S3Storage } from './s3-storage.js';
export { StorageModule } from './storage.module.js';
