import { randomBytes } from 'node:crypto';
import type { PictureFormat } from './picture-format.js';
import type { VariantName } from './variant.js';

/**
 * Where the objects of a medium lie:
 *
 *     incoming/<name>   what was uploaded; one object, never served
 *     private/<name>/…  processed
 *     public/<name>/…   processed and for everyone, where clients fetch such objects from the store itself
 *
 * A name is random, of 128 bits; a move makes a new one, so that a place that was left is never used again. The column
 * `storage_key` holds all but the last part; of an upload, all. Addresses are told apart from places: see `Pictures`.
 */
export type StorageKey = string;

/** For whom a processed medium is. */
export type Shelf = 'public' | 'private';

/** The last one is where earlier versions put deleted and deactivated pictures. */
const FOLDERS = ['public', 'private', 'private/withheld'];

/** The key of a new upload; nobody can guess it. */
export function newUploadKey(): StorageKey {
  return `incoming/${newName()}`;
}

/** A name that nobody can guess, of a place or in an address. */
export function newName(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Where the objects of an upload go when it is processed.
 *
 * @param servesPublic whether clients fetch what is for everyone from the store itself
 */
export function processedAt(raw: StorageKey, shelf: Shelf, servesPublic: boolean): StorageKey {
  return `${servesPublic ? shelf : 'private'}/${nameIn(raw)}`;
}

/**
 * Which shelf the objects of a medium must move to; `undefined` when they lie well. What is not for everyone never lies
 * in `public/`; what is for everyone lies there where clients fetch it from the store itself.
 */
export function movesTo(
  { storageKey, shelf }: { storageKey: StorageKey; shelf: Shelf },
  servesPublic: boolean,
): Shelf | undefined {
  const lies: Shelf = isPublicShelf(storageKey) ? 'public' : 'private';
  return lies === shelf || (shelf === 'public' && !servesPublic) ? undefined : shelf;
}

/** Whether the objects at this key are fetched from the store by everyone who knows the address. */
export function isPublicShelf(key: StorageKey): boolean {
  return key.startsWith('public/');
}

/** The raw upload of a medium, wherever it lies now. */
export function rawKeyOf(key: StorageKey): string {
  return `incoming/${nameIn(key)}`;
}

/** All places where a medium of this name may lie. */
export function placesOf(name: string): StorageKey[] {
  return ['incoming', ...FOLDERS].map((folder) => `${folder}/${name}`);
}

/** The folders in which the processed objects of a medium may lie, with a slash at the end. */
export function foldersOf(key: StorageKey): string[] {
  return FOLDERS.map((folder) => `${folder}/${nameIn(key)}/`);
}

/** The key of the stripped original. */
export function originalKey(key: StorageKey, format: PictureFormat): string {
  return `${key}/${originalFile(format)}`;
}

/** The key of a variant. */
export function variantKey(key: StorageKey, variant: VariantName): string {
  return `${key}/${variantFile(variant)}`;
}

/** The last part of the key of an original, and of its address. */
export function originalFile({ extension }: PictureFormat): string {
  return `original.${extension}`;
}

/** The last part of the key of a variant, and of its address. */
export function variantFile(variant: VariantName): string {
  return `${variant}.webp`;
}

/** The `storage_key` of the medium that an object belongs to; `undefined` for objects of others. */
export function storageKeyOf(object: string): StorageKey | undefined {
  return /^(?:incoming\/[0-9a-f]{32}$|(?:public|private|private\/withheld)\/[0-9a-f]{32}(?=\/))/.exec(
    object,
  )?.[0];
}

/** The name of a place. */
export function nameIn(key: StorageKey): string {
  const name = key.split('/').at(-1);
  if (name === undefined || name === key) {
    throw new Error(`"${key}" is no place of a medium.`);
  }
  return name;
}
