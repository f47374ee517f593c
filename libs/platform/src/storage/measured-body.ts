import { Readable, Transform, type TransformCallback } from 'node:stream';

/** Counts what passes through, and remembers whether it was the source that failed. */
class Meter extends Transform {
  /** Bytes so far. Not `size`: the uploader of S3 takes that for the length of the whole. */
  counted = 0;

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.counted += chunk.length;
    done(null, chunk);
  }
}

/** A body on its way into the store. */
export interface MeasuredBody {
  readonly source: Readable;
  readonly meter: Meter;
  /** What the source failed with, or `undefined` when a failure was not its fault. */
  failure(): unknown;
}

/** Prepares a body for `pipeline(source, meter, …)`. */
export function measured(body: Readable | Buffer): MeasuredBody {
  const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
  let failure: unknown = source.errored ?? undefined;
  source.once('error', (error) => {
    failure ??= error;
  });
  return { source, meter: new Meter(), failure: () => failure };
}
