import type { TextTarget } from '../text/phrases.js';

/** Begins every stream of PostgreSQL's binary format of COPY: signature, no flags, no extension. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const CHUNK = 256 * 1024;
const NULL = -1;
/** 2000-01-01, from which PostgreSQL counts, in milliseconds since 1970. */
const EPOCH = 946_684_800_000;
const DAY = 24 * 60 * 60 * 1000;
const BIGINT_OID = 20;
const SMALLINT_OID = 21;
const TEXT_OID = 25;
/** Begins every jsonb. */
const JSONB_VERSION = 1;
/** `next_id()` keeps so many values of its sequence apart in one millisecond. */
const SEQUENCES = 2 ** 20;

/** An id as `RowWriter.id` writes it, as a text. */
export function idText(milliseconds: number, sequence: number): string {
  return String(BigInt(milliseconds) * BigInt(SEQUENCES) + BigInt(sequence % SEQUENCES));
}

/**
 * Writes rows in the binary format of COPY: the server parses nothing, and 64-bit ids need no big integers here.
 * Each field is written by the method of its type, in the order of the columns.
 */
export class RowWriter implements TextTarget {
  private buffer = Buffer.allocUnsafeSlow(CHUNK);
  private end = HEADER.copy(this.buffer);
  private textAt = 0;

  /** Begins a row of so many fields. */
  row(fields: number): void {
    this.room(2);
    this.end = this.buffer.writeInt16BE(fields, this.end);
  }

  null(): void {
    this.room(4);
    this.end = this.buffer.writeInt32BE(NULL, this.end);
  }

  /** An id as `next_id()` makes them: of a time in milliseconds, and a number that tells ids of one time apart. */
  id(milliseconds: number, sequence: number): void {
    this.room(12);
    this.end = this.buffer.writeInt32BE(8, this.end);
    this.end = this.buffer.writeUInt32BE(Math.floor(milliseconds / 4096), this.end);
    const low = (milliseconds % 4096) * SEQUENCES + (sequence % SEQUENCES);
    this.end = this.buffer.writeUInt32BE(low, this.end);
  }

  /** A timestamptz. @param milliseconds since 1970 */
  time(milliseconds: number): void {
    const micros = (milliseconds - EPOCH) * 1000;
    this.room(12);
    this.end = this.buffer.writeInt32BE(8, this.end);
    this.end = this.buffer.writeInt32BE(Math.floor(micros / 2 ** 32), this.end);
    this.end = this.buffer.writeUInt32BE(micros - Math.floor(micros / 2 ** 32) * 2 ** 32, this.end);
  }

  /** A timestamptz, or null. */
  timeOrNull(milliseconds: number | undefined): void {
    if (milliseconds === undefined) {
      this.null();
    } else {
      this.time(milliseconds);
    }
  }

  /** The date of a time in milliseconds since 1970. */
  date(milliseconds: number): void {
    this.integer(Math.floor((milliseconds - EPOCH) / DAY));
  }

  integer(value: number): void {
    this.room(8);
    this.end = this.buffer.writeInt32BE(4, this.end);
    this.end = this.buffer.writeInt32BE(value, this.end);
  }

  smallint(value: number): void {
    this.room(6);
    this.end = this.buffer.writeInt32BE(2, this.end);
    this.end = this.buffer.writeInt16BE(value, this.end);
  }

  boolean(value: boolean): void {
    this.room(5);
    this.end = this.buffer.writeInt32BE(1, this.end);
    this.end = this.buffer.writeUInt8(value ? 1 : 0, this.end);
  }

  text(value: string): void {
    this.beginText();
    this.word(value);
    this.endText();
  }

  textOrNull(value: string | undefined): void {
    if (value === undefined) {
      this.null();
    } else {
      this.text(value);
    }
  }

  /** A bytea. */
  bytes(value: Buffer): void {
    this.beginText();
    this.append(value, 0, value.length);
    this.endText();
  }

  /** A text[] of one dimension. */
  texts(values: readonly string[]): void {
    this.array(TEXT_OID, values, (value) => {
      this.text(value);
    });
  }

  /** A smallint[] of one dimension. */
  smallints(values: readonly number[]): void {
    this.array(SMALLINT_OID, values, (value) => {
      this.smallint(value);
    });
  }

  /** A bigint[] of one dimension. @param write writes the id of each thing */
  ids(things: readonly number[], write: (thing: number) => void): void {
    this.array(BIGINT_OID, things, write);
  }

  /** A jsonb. */
  json(value: object): void {
    this.beginText();
    this.room(1);
    this.end = this.buffer.writeUInt8(JSONB_VERSION, this.end);
    this.word(JSON.stringify(value));
    this.endText();
  }

  /** Begins a text that is put together from parts. */
  beginText(): void {
    this.room(4);
    this.textAt = this.end;
    this.end += 4;
  }

  append(source: Buffer, from: number, until: number): void {
    this.room(until - from);
    this.end += source.copy(this.buffer, this.end, from, until);
  }

  /** A part of a text. */
  word(value: string): void {
    this.room(value.length * 3);
    this.end += this.buffer.write(value, this.end);
  }

  endText(): void {
    this.buffer.writeInt32BE(this.end - this.textAt - 4, this.textAt);
  }

  /** Whether enough is written to be sent. */
  get full(): boolean {
    return this.end >= CHUNK - 4096;
  }

  /** What is written since the last time. Call it between rows. */
  take(): Buffer {
    const taken = this.buffer.subarray(0, this.end);
    this.buffer = Buffer.allocUnsafeSlow(CHUNK);
    this.end = 0;
    return taken;
  }

  /** The rest, with the end of the stream. */
  finish(): Buffer {
    this.append(TRAILER, 0, TRAILER.length);
    return this.take();
  }

  private array<Value>(oid: number, values: readonly Value[], write: (value: Value) => void): void {
    this.beginText();
    const dimensions = values.length === 0 ? 0 : 1;
    for (const head of [dimensions, 0, oid, ...(dimensions === 0 ? [] : [values.length, 1])]) {
      this.room(4);
      this.end = this.buffer.writeInt32BE(head, this.end);
    }
    const outer = this.textAt;
    values.forEach(write);
    this.textAt = outer;
    this.endText();
  }

  private room(bytes: number): void {
    if (this.end + bytes > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow((this.end + bytes) * 2);
      this.buffer.copy(larger, 0, 0, this.end);
      this.buffer = larger;
    }
  }
}
