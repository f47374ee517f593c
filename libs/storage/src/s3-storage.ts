import { pipeline, Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { MeasuredBody } from './measured-body.js';
import {
  assertObjectFolder,
  assertObjectKey,
  contentTypeOf,
  isObjectKey,
  isPublicKey,
} from './object-key.js';
import {
  type ByteRange,
  type ObjectContent,
  type ObjectStat,
  ObjectStorage,
  type PresignedUpload,
  STALE_PART_MS,
} from './object-storage.js';
import { ObjectMissing, StorageFailure } from './storage.errors.js';

const DAY_SECONDS = 24 * 60 * 60;
/** Seconds for which an address at the store works that a client is led to. */
const PASSING_SECONDS = 60;
const DELETED_AT_ONCE = 8;
/** A store that says nothing for so long is away: with the second try, a caller waits half a minute at most. */
const PATIENCE_MS = 15_000;
const ATTEMPTS = 2;

export interface S3StorageOptions {
  /** Address of the store; AWS itself when unset. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Base of the addresses of `public/` objects, for a bucket or a CDN that serves them to everyone. */
  readonly publicUrl?: string | undefined;
  readonly forcePathStyle?: boolean | undefined;
  /** Milliseconds to wait for an answer; default 15 seconds. */
  readonly patienceMs?: number | undefined;
}

/** Objects in a bucket of an S3-compatible store, fetched by clients from there. */
export class S3Storage extends ObjectStorage {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly publicBase: string | undefined;

  constructor(options: S3StorageOptions) {
    super();
    this.bucket = options.bucket;
    this.publicBase = options.publicUrl?.replace(/\/+$/, '');
    const { patienceMs = PATIENCE_MS } = options;
    this.client = new S3Client({
      region: options.region,
      credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
      forcePathStyle: options.forcePathStyle ?? false,
      // Stores other than AWS answer the newer checksums with errors or broken objects.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: Math.min(3_000, patienceMs),
        requestTimeout: patienceMs,
        throwOnRequestTimeout: true,
        // Of a body that stops halfway.
        socketTimeout: patienceMs,
      },
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    });
  }

  override async put(
    key: string,
    body: Readable | Buffer,
    options: { contentType: string },
  ): Promise<{ size: number }> {
    assertObjectKey(key);
    const measured = new MeasuredBody(body);
    const { source, meter } = measured;
    // An error of the source reaches the upload through the meter, from which it reads.
    pipeline(source, meter, () => undefined);
    const upload = new Upload({
      client: this.client,
      queueSize: 1,
      params: {
        Bucket: this.bucket,
        Key: key,
        Body: meter,
        ContentType: options.contentType,
        CacheControl: cacheControlOf(key),
      },
    });
    try {
      await upload.done();
      return { size: meter.counted };
    } catch (error) {
      meter.destroy();
      throw measured.blame(`store ${key}`, error);
    }
  }

  override async get(key: string, range?: ByteRange): Promise<ObjectContent> {
    assertObjectKey(key);
    const Range = range && `bytes=${String(range.start)}-${String(range.end ?? '')}`;
    const found = await this.asking(key, () =>
      this.client.send(
        new GetObjectCommand({ Bucket: this.bucket, Key: key, ...(Range && { Range }) }),
      ),
    );
    if (!(found.Body instanceof Readable)) {
      throw new StorageFailure(`read ${key}`, new Error('The answer had no body.'));
    }
    const size = Number(/\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? found.ContentLength ?? 0);
    return { stream: found.Body, size, contentType: contentTypeOf(key) };
  }

  override async stat(key: string): Promise<ObjectStat | undefined> {
    assertObjectKey(key);
    try {
      const found = await this.asking(key, () =>
        this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key })),
      );
      return { key, size: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
    } catch (error) {
      if (error instanceof ObjectMissing) {
        return undefined;
      }
      throw error;
    }
  }

  override async delete(keys: readonly string[]): Promise<void> {
    keys.forEach(assertObjectKey);
    // One by one: deletion in bulk needs a checksum on which stores don't agree.
    for (let i = 0; i < keys.length; i += DELETED_AT_ONCE) {
      await Promise.all(
        keys.slice(i, i + DELETED_AT_ONCE).map(async (key) => {
          await this.asking(key, () =>
            this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key })),
          ).catch((error: unknown) => {
            if (!(error instanceof ObjectMissing)) {
              throw error;
            }
          });
        }),
      );
    }
  }

  override async copy(from: string, to: string): Promise<void> {
    assertObjectKey(from);
    assertObjectKey(to);
    await this.asking(from, () =>
      this.client.send(
        new CopyObjectCommand({
          Bucket: this.bucket,
          Key: to,
          CopySource: `${this.bucket}/${from}`,
          MetadataDirective: 'REPLACE',
          ContentType: contentTypeOf(to),
          CacheControl: cacheControlOf(to),
        }),
      ),
    );
  }

  override async *list(prefix: string): AsyncIterable<ObjectStat> {
    assertObjectFolder(prefix);
    const pages = paginateListObjectsV2(
      { client: this.client },
      { Bucket: this.bucket, Prefix: prefix },
    );
    try {
      for await (const page of pages) {
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          // A bucket may hold what isn't ours.
          if (Key !== undefined && isObjectKey(Key)) {
            yield { key: Key, size: Size ?? 0, modifiedAt: LastModified ?? new Date(0) };
          }
        }
      }
    } catch (error) {
      throw new StorageFailure(`list ${prefix}`, error);
    }
  }

  override get servesPublic(): boolean {
    return this.publicBase !== undefined;
  }

  override directUrl(key: string): string | undefined {
    assertObjectKey(key);
    return this.publicBase === undefined ? undefined : `${this.publicBase}/${key}`;
  }

  override async passingUrl(key: string, method: 'GET' | 'HEAD'): Promise<string> {
    assertObjectKey(key);
    const object = { Bucket: this.bucket, Key: key };
    const asked = method === 'GET' ? new GetObjectCommand(object) : new HeadObjectCommand(object);
    return getSignedUrl(this.client, asked, { expiresIn: PASSING_SECONDS });
  }

  override async presignUpload(
    key: string,
    options: { contentType: string; bytes: number; ttlSeconds: number },
  ): Promise<PresignedUpload> {
    assertObjectKey(key);
    const { contentType, bytes, ttlSeconds } = options;
    const expiresAt = new Date(Date.now() + ttlSeconds * 1000);
    const url = await getSignedUrl(
      this.client,
      new PutObjectCommand({
        Bucket: this.bucket,
        Key: key,
        ContentType: contentType,
        ContentLength: bytes,
      }),
      {
        expiresIn: ttlSeconds,
        // Signed as headers, the store holds the client to type and size.
        signableHeaders: new Set(['host', 'content-type', 'content-length']),
      },
    );
    const headers = { 'content-type': contentType, 'content-length': String(bytes) };
    return { method: 'PUT', url, headers, expiresAt };
  }

  override async removeStaleParts(now: Date): Promise<number> {
    const bucket = { Bucket: this.bucket };
    try {
      const { Uploads = [] } = await this.client.send(new ListMultipartUploadsCommand(bucket));
      const stale = Uploads.filter(
        ({ Key, Initiated }) =>
          isObjectKey(Key ?? '') && now.getTime() - (Initiated?.getTime() ?? 0) > STALE_PART_MS,
      );
      for (const { Key, UploadId } of stale) {
        await this.client.send(new AbortMultipartUploadCommand({ ...bucket, Key, UploadId }));
      }
      return stale.length;
    } catch (error) {
      // Not every store can tell them: there they are the business of its own rules.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 501) {
        return 0;
      }
      throw new StorageFailure('remove unfinished uploads', error);
    }
  }

  override async check(): Promise<void> {
    try {
      await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
    } catch (error) {
      throw new StorageFailure(`reach the bucket ${this.bucket}`, error);
    }
  }

  /** Ends the connections that are kept open. */
  close(): void {
    this.client.destroy();
  }

  private async asking<T>(key: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : 0;
      throw status === 404 ? new ObjectMissing(key) : new StorageFailure(`reach ${key}`, error);
    }
  }
}

/** Sent by the store with the object: a day for what is public, the life of a signed address otherwise. */
function cacheControlOf(key: string): string {
  return isPublicKey(key)
    ? `public, max-age=${String(DAY_SECONDS)}, immutable`
    : 'private, max-age=900';
}
