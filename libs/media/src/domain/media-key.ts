import { randomBytes } from 'node:crypto';
import type { VariantName } from './variant.js';
import type { PictureFormat } from './picture-format.js';

/**
 * Where the objects of a medium lie. It keeps one random name of 128 bits for life, and moves between four places:
 *
 *     incoming/<name>            what was uploaded; one object, never served
 *     private/<name>/…           served at signed addresses
 *     public/<name>/…            served to everyone who knows the address
 *     private/withheld/<name>/…  deleted or deactivated: only administrators get signed addresses, and those that
 *                                were given out before are dead
 *
 * The column `storage_key` holds all but the last part; of an upload, all.
 */
export type StorageKey = string;

/** Who may fetch the objects of a processed medium. */
export type Shelf = 'public' | 'private' | 'withheld';

const FOLDERS: Readonly<Record<Shelf, string>> = {
  public: 'public',
  private: 'private',
  withheld: 'private/withheld',
};

/** The key of a new upload; nobody can guess it. */
export function newUploadKey(): StorageKey {
  return `incoming/${randomBytes(16).toString('hex')}`;
}

/** Where the same medium lies once it is processed. */
export function shelved(key: StorageKey, shelf: Shelf): StorageKey {
  return `${FOLDERS[shelf]}/${nameIn(key)}`;
}

/** Whether a medium at this key is served to everyone who knows the address. */
export function isPublicShelf(key: StorageKey): boolean {
  return key.startsWith('public/');
}

/** The raw upload of a medium, wherever it lies now. */
export function rawKeyOf(key: StorageKey): string {
  return `incoming/${nameIn(key)}`;
}

/** All places where a medium of this name may lie. */
export function placesOf(name: string): StorageKey[] {
  return ['incoming', ...Object.values(FOLDERS)].map((folder) => `${folder}/${name}`);
}

/** The folders in which the processed objects of a medium may lie, with a slash at the end. */
export function foldersOf(key: StorageKey): string[] {
  return Object.values(FOLDERS).map((folder) => `${folder}/${nameIn(key)}/`);
}

/** The key of the stripped original. */
export function originalKey(key: StorageKey, format: PictureFormat): string {
  return `${key}/original.${format.extension}`;
}

/** The key of a variant. */
export function variantKey(key: StorageKey, variant: VariantName): string {
  return `${key}/${variant}.webp`;
}

/** The `storage_key` of the medium that an object belongs to; `undefined` for objects of others. */
export function storageKeyOf(object: string): StorageKey | undefined {
  return /^(?:incoming\/[0-9a-f]{32}$|(?:public|private|private\/withheld)\/[0-9a-f]{32}(?=\/))/.exec(
    object,
  )?.[0];
}

/** The name that a medium keeps wherever it lies. */
export function nameIn(key: StorageKey): string {
  const name = key.split('/').at(-1);
  if (name === undefined || name === key) {
    throw new Error(`"${key}" is no place of a medium.`);
  }
  return name;
}
