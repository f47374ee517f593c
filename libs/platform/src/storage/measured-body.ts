import { Readable, Transform, type TransformCallback } from 'node:stream';

import { StorageFailure } from './storage.errors.js';

/** Counts what passes through. */
class Meter extends Transform {
  /** Bytes so far. Not `size`: the uploader of S3 takes that for the length of the whole. */
  counted = 0;

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.counted += chunk.length;
    done(null, chunk);
  }
}

/** A body on its way into the store, for `pipeline(body.source, body.meter, …)`. */
export class MeasuredBody {
  readonly source: Readable;
  readonly meter = new Meter();
  private failure: Error | null;

  constructor(body: Readable | Buffer) {
    this.source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
    this.failure = this.source.errored;
    this.source.once('error', (error) => {
      this.failure ??= error;
    });
  }

  /** What to throw when the body was not stored: what the source failed with, if it was the source. */
  blame(act: string, error: unknown): Error {
    return this.failure ?? new StorageFailure(act, error);
  }
}
