import { createHash } from 'node:crypto';
import { finished, type Readable, Transform } from 'node:stream';
import { finished as ended } from 'node:stream/promises';
import { DomainError } from '#libs/kernel';
import { PayloadTooLarge } from '../problems/http.errors.js';
import { uploadError } from './upload-error.js';

/** The part of a form that holds the file. */
interface ArrivingContent {
  readonly filename: string;
  readonly content: Readable;
  /** Most bytes of the content. */
  readonly maxBytes: number;
}

/** A file that is being sent. */
export class IncomingUpload {
  /** The bytes, as they arrive. Ends with DomainError `payload-too-large` when they are too many. */
  readonly stream: Readable;
  /** Text fields: those before the file at first, all of them after `complete()`. */
  readonly fields: Record<string, string> = {};
  private readonly hash = createHash('sha256');
  private count = 0;
  private completion: Promise<Record<string, string>> | undefined;

  /** What the client calls the file: for people to read, never a path. At most 255 code points. */
  readonly filename: string;

  /** @param rest reads the form to its end and gives all text fields */
  constructor(
    { filename, content, maxBytes }: ArrivingContent,
    private readonly rest: () => Promise<object>,
  ) {
    this.filename = filename;
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.count += chunk.length;
        this.hash.update(chunk);
        done(this.count > maxBytes ? new DomainError(PayloadTooLarge) : null, chunk);
      },
    });
    this.stream = meter;
    // Told to whoever reads, at the latest by `complete`; nobody may be reading yet.
    meter.on('error', () => undefined);
    finished(content, (error) => {
      if (error) {
        meter.destroy(uploadError(error));
      }
    });
    // What nobody wants any more is still taken from the client, or it would never get to the answer.
    meter.once('close', () => content.resume());
    content.pipe(meter);
  }

  /** Bytes that have arrived so far. */
  get bytes(): number {
    return this.count;
  }

  /**
   * Waits for the end of the form, whose file must have been read or be being read, and gives all text
   * fields, those after the file too. Repeatable.
   *
   * @throws DomainError `validation-failed`, `payload-too-large`
   */
  complete(): Promise<Record<string, string>> {
    this.completion ??= this.readRest();
    return this.completion;
  }

  /** SHA-256 over the bytes and fields of the whole form; reads what nobody has read yet. */
  async digest(): Promise<string> {
    this.stream.resume();
    const fields = await this.complete();
    const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
    const file = this.hash.copy().digest('base64url');
    return createHash('sha256')
      .update(JSON.stringify([file, this.filename, sorted]))
      .digest('base64url');
  }

  private async readRest(): Promise<Record<string, string>> {
    if (!this.stream.readableEnded) {
      await ended(this.stream, { writable: false });
    }
    return Object.assign(this.fields, await this.rest());
  }
}
