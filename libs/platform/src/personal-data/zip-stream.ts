import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import {
  centralDirectoryEnd,
  centralRecord,
  dataDescriptor,
  localHeader,
  type ZipEntry,
  ZIP_LIMIT,
} from './zip-records.js';

/** What goes into a file of an archive, piece by piece. */
export type ZipContent = AsyncIterable<Buffer | string>;

/**
 * Makes a ZIP archive of any size while it is being read: nothing is kept but the table of contents. Files
 * come one after the other; names are UTF-8.
 *
 * The only format in which many files travel as one that every system opens without a program of its own.
 */
export class ZipStream {
  private readonly out = new PassThrough();
  private readonly entries: ZipEntry[] = [];
  private readonly abandoned: Promise<never>;
  private written = 0;

  /** @param madeAt what the files give as the time of their last change, in UTC */
  constructor(private readonly madeAt: Date) {
    this.abandoned = once(this.out, 'close').then(() => {
      throw new Error('Nobody reads the archive any more.');
    });
    // Whoever writes hears of it; the end of an archive is no failure.
    this.abandoned.catch(() => undefined);
    this.out.on('error', () => undefined);
  }

  /** The archive. Reading it sets the pace of writing. */
  get stream(): Readable {
    return this.out;
  }

  /**
   * Adds a file.
   *
   * @param level 1 (fast, for what is compressed already) to 9
   * @throws Error when the file is 4 GiB or more, or nobody reads the archive any more; whatever the content
   *   fails with
   */
  async add(name: string, content: ZipContent, level = 6): Promise<void> {
    const entry = {
      name: Buffer.from(name, 'utf8'),
      madeAt: this.madeAt,
      offset: this.written,
      crc: 0,
      size: 0,
      compressedSize: 0,
    };
    await this.write(localHeader(entry));
    const start = this.written;
    await pipeline(
      async function* () {
        for await (const piece of content) {
          const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
          entry.crc = crc32(bytes, entry.crc);
          entry.size += bytes.length;
          yield bytes;
        }
      },
      createDeflateRaw({ level }),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const bytes of packed) {
          await this.write(bytes);
        }
      },
    );
    entry.compressedSize = this.written - start;
    if (entry.size >= ZIP_LIMIT || entry.compressedSize >= ZIP_LIMIT) {
      throw new Error(`"${name}" is too large for an archive.`);
    }
    await this.write(dataDescriptor(entry));
    this.entries.push(entry);
  }

  /** Ends the archive with its table of contents. */
  async finish(): Promise<void> {
    const start = this.written;
    for (const entry of this.entries) {
      await this.write(centralRecord(entry));
    }
    await this.write(centralDirectoryEnd(this.entries.length, start, this.written));
    this.out.end();
  }

  /** Makes reading fail: the archive will never be whole. */
  abort(error: Error): void {
    this.out.destroy(error);
  }

  private async write(bytes: Buffer): Promise<void> {
    this.written += bytes.length;
    if (!this.out.write(bytes)) {
      await Promise.race([once(this.out, 'drain'), this.abandoned]);
    }
  }
}
