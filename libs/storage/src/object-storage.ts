import type { Readable } from 'node:stream';

/** Milliseconds after which what was written by halves can't be finished by anybody any more. */
export const STALE_PART_MS = 24 * 60 * 60 * 1000;

/** What is known of an object without reading it. */
export interface ObjectStat {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}

/** A part of an object: bytes from `start` to `end`, both included; to the last byte without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/** An object that is being read. */
export interface ObjectContent {
  /** Destroy it when it is not read to the end. */
  readonly stream: Readable;
  /** Bytes of the whole object, also when a range is read. */
  readonly size: number;
  readonly contentType: string;
}

/** What a client sends to put an object itself. */
export interface PresignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** To be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/**
 * Where uploads and their variants live: the local disk, or an S3-compatible store.
 *
 * Keys begin with who may read the object: `public/` everyone who knows the address, `private/` who holds a
 * signed address, `incoming/` nobody (what was uploaded and not yet looked at). The media type of an object is the
 * one its name says (`.jpg`, `.webp`, `.zip` …).
 *
 * All methods throw `StorageFailure` when the store fails, and `Error` for a key that isn't one.
 */
export abstract class ObjectStorage {
  /**
   * Stores a stream of unknown length, all or nothing: readers see the whole object or none, and after a failure
   * there is none. Replaces what was there.
   *
   * @returns the bytes stored
   * @throws whatever the stream failed with, as it is
   */
  abstract put(
    key: string,
    body: Readable | Buffer,
    options: { contentType: string },
  ): Promise<{ size: number }>;

  /** @throws ObjectMissing */
  abstract get(key: string, range?: ByteRange): Promise<ObjectContent>;

  /** `undefined` when there is no such object. */
  abstract stat(key: string): Promise<ObjectStat | undefined>;

  /** Whether there is such an object. */
  async exists(key: string): Promise<boolean> {
    return (await this.stat(key)) !== undefined;
  }

  /** Deletes the objects that are there; the others are no error. */
  abstract delete(keys: readonly string[]): Promise<void>;

  /**
   * Copies an object within the store, replacing what was there.
   *
   * @throws ObjectMissing
   */
  abstract copy(from: string, to: string): Promise<void>;

  /**
   * Copies, then deletes the source.
   *
   * @throws ObjectMissing
   */
  async move(from: string, to: string): Promise<void> {
    await this.copy(from, to);
    await this.delete([from]);
  }

  /** All objects in a folder and below it, in no order. `prefix` ends with a slash. */
  abstract list(prefix: string): AsyncIterable<ObjectStat>;

  /** Whether clients fetch `public/` objects from the store itself. */
  abstract readonly servesPublic: boolean;

  /** The lasting address of a `public/` object at the store; `undefined` when it serves nobody itself. */
  abstract directUrl(key: string): string | undefined;

  /** An address at the store that reads one object and ends within a minute, whatever key it has. */
  abstract passingUrl(key: string, method: 'GET' | 'HEAD'): Promise<string>;

  /** Lets a client put exactly `bytes` bytes at an `incoming/` key itself. */
  abstract presignUpload(
    key: string,
    options: { contentType: string; bytes: number; ttlSeconds: number },
  ): Promise<PresignedUpload>;

  /**
   * Removes what killed processes left half written more than a day ago: it is no object and in no list, but takes
   * room.
   *
   * @returns how much there was
   */
  abstract removeStaleParts(now: Date): Promise<number>;

  /** Resolves when the store takes objects. For health checks: cheap, leaves nothing. */
  abstract check(): Promise<void>;
}
