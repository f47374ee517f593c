/** A file in an archive. */
export interface ZipEntry {
  /** UTF-8. */
  readonly name: Buffer;
  readonly madeAt: Date;
  /** Where its local header begins. */
  readonly offset: number;
  readonly crc: number;
  /** Bytes. */
  readonly size: number;
  readonly compressedSize: number;
}

/** From here on a number needs 64 bits, in fields that only the table of contents has. */
export const ZIP_LIMIT = 0xffff_ffff;

const MAX_COUNT = 0xffff;
const VERSION_DEFLATE = 20;
const VERSION_64 = 45;
const DEFLATE = 8;
/** Sizes follow the content (bit 3), and names are UTF-8 (bit 11). */
const FLAGS = 0x0808;

// The records of APPNOTE.TXT 6.3, sections 4.3.7 to 4.3.16, byte by byte.

/** What stands before the content of a file; its sizes are not known yet. */
export function localHeader({ name, madeAt }: Pick<ZipEntry, 'name' | 'madeAt'>): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION_DEFLATE, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATE, 8);
  header.writeUInt32LE(dosTime(madeAt), 10);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

/** What stands after the content of a file. */
export function dataDescriptor(entry: ZipEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  writeSizes(descriptor, 4, entry);
  return descriptor;
}

/** The line of a file in the table of contents. */
export function centralRecord(entry: ZipEntry): Buffer {
  const far = entry.offset >= ZIP_LIMIT;
  const extra = far ? farOffset(entry.offset) : Buffer.alloc(0);
  const version = far ? VERSION_64 : VERSION_DEFLATE;
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(version, 4);
  record.writeUInt16LE(version, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(DEFLATE, 10);
  record.writeUInt32LE(dosTime(entry.madeAt), 12);
  writeSizes(record, 16, entry);
  record.writeUInt16LE(entry.name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(far ? ZIP_LIMIT : entry.offset, 42);
  return Buffer.concat([record, entry.name, extra]);
}

/** The end of an archive whose table of contents lies between `start` and `end`. */
export function centralDirectoryEnd(count: number, start: number, end: number): Buffer {
  const large = count >= MAX_COUNT || end >= ZIP_LIMIT;
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(large ? MAX_COUNT : count, 8);
  record.writeUInt16LE(large ? MAX_COUNT : count, 10);
  record.writeUInt32LE(large ? ZIP_LIMIT : end - start, 12);
  record.writeUInt32LE(large ? ZIP_LIMIT : start, 16);
  return large ? Buffer.concat([largeEnd(count, start, end), record]) : record;
}

function largeEnd(count: number, start: number, end: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(VERSION_64, 12);
  record.writeUInt16LE(VERSION_64, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(end - start), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(end), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

function farOffset(offset: number): Buffer {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return extra;
}

function writeSizes(record: Buffer, at: number, { crc, size, compressedSize }: ZipEntry): void {
  record.writeUInt32LE(crc, at);
  record.writeUInt32LE(compressedSize, at + 4);
  record.writeUInt32LE(size, at + 8);
}

/** Time and date as DOS packs them, in steps of two seconds from 1980 on. */
function dosTime(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date =
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return date * 0x1_0000 + time;
}
