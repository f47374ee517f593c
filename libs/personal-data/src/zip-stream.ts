import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** What goes into a file of an archive, piece by piece. */
export type ZipContent = AsyncIterable<Buffer | string>;

/**
 * Makes a ZIP archive of any size while it is being read: nothing is kept but the table of contents. Files
 * come one after the other; names are UTF-8.
 *
 * The only format in which many files travel as one that every system opens without a program of its own.
 */
export class ZipStream {
  /** The archive. Reading it sets the pace of writing. */
  readonly stream: Readable;
  private readonly zip = new ZipFile();
  private readonly abandoned: Promise<never>;

  /** @param madeAt what the files give as the time of their last change */
  constructor(private readonly madeAt: Date) {
    this.stream = this.zip.outputStream.pipe(new PassThrough());
    this.abandoned = once(this.stream, 'close').then(() => {
      throw new Error('Nobody reads the archive any more.');
    });
    // Whoever writes hears of it; the end of an archive is no failure.
    this.abandoned.catch(() => undefined);
    this.stream.on('error', () => undefined);
  }

  /**
   * Adds a file.
   *
   * @param compressionLevel 1 (fast, for what is compressed already) to 9
   * @throws Error when nobody reads the archive any more; whatever the content fails with
   */
  async add(name: string, content: ZipContent, compressionLevel = 6): Promise<void> {
    const source = Readable.from(content, { objectMode: false });
    this.zip.addReadStream(source, name, { mtime: this.madeAt, compressionLevel });
    try {
      await Promise.race([finished(source), this.abandoned]);
    } finally {
      source.destroy();
    }
  }

  /** Ends the archive with its table of contents. */
  finish(): void {
    this.zip.end();
  }

  /** Makes reading fail: the archive will never be whole. */
  abort(error: Error): void {
    this.stream.destroy(error);
  }
}
