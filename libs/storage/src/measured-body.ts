import { Readable, Transform, type TransformCallback, type Writable } from 'node:stream';
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

/** A body on its way into the store, for `pipeline(body.source, body.meter, body.into(sink))`. */
export class MeasuredBody {
  readonly source: Readable;
  readonly meter = new Meter();
  /** What failed first: a failing sink makes the source fail too, and the other way round. */
  private failure: { readonly of: 'source' | 'sink'; readonly error: Error } | undefined;

  constructor(body: Readable | Buffer) {
    this.source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
    const { errored } = this.source;
    this.failure = errored === null ? undefined : { of: 'source', error: errored };
    this.source.once('error', (error) => {
      this.failure ??= { of: 'source', error };
    });
  }

  /** Says where the body goes. */
  into<Sink extends Writable>(sink: Sink): Sink {
    sink.once('error', (error) => {
      this.failure ??= { of: 'sink', error };
    });
    return sink;
  }

  /** What to throw when the body was not stored: what the source failed with, if it was the source. */
  blame(act: string, error: unknown): Error {
    return this.failure?.of === 'source' ? this.failure.error : new StorageFailure(act, error);
  }
}
