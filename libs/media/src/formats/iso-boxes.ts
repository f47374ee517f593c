/** One box of an ISO base media file; AVIF is made of them. */
export interface Box {
  readonly type: string;
  /** What is in it, after its head. */
  readonly data: Buffer;
}

/**
 * The boxes that follow each other in some bytes.
 *
 * @param asFarAsWhole whether what is no whole box ends them; else it is an error
 * @throws RangeError, Error when one is cut off
 */
export function boxesIn(bytes: Buffer, asFarAsWhole = false): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const short = bytes.readUInt32BE(at);
    const head = short === 1 ? 16 : 8;
    const size =
      short === 0 ? bytes.length - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (size < head || at + size > bytes.length) {
      if (asFarAsWhole) {
        break;
      }
      throw new Error(`The box ${type} is cut off.`);
    }
    boxes.push({ type, data: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return boxes;
}

/** The first box of a type, or nothing in it. */
export function boxOf(boxes: readonly Box[], type: string): Buffer | undefined {
  return boxes.find((box) => box.type === type)?.data;
}

/** A box of a type around some bytes. */
export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

/** Version and flags, with which many boxes begin. */
export function versionAndFlags(version: number, flags = 0): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(version * 0x1000000 + flags);
  return bytes;
}

/** A number of so many bytes. */
export function number(value: number, bytes: 1 | 2 | 4): Buffer {
  const data = Buffer.alloc(bytes);
  data.writeUIntBE(value, 0, bytes);
  return data;
}

/** Reads numbers one after the other. @throws RangeError at the end */
export class Numbers {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Of 0 to 8 bytes; 0 for none. */
  next(size: number): number {
    const [from, half] = [this.at, Math.max(0, size - 4)];
    this.at += size;
    if (size === 0) {
      return 0;
    }
    const high = half === 0 ? 0 : this.bytes.readUIntBE(from, half);
    return high * 2 ** 32 + this.bytes.readUIntBE(from + half, size - half);
  }

  skip(size: number): void {
    this.at += size;
  }

  /** A text that ends with a zero byte. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    const text = this.bytes.toString('latin1', this.at, end === -1 ? undefined : end);
    this.at = end === -1 ? this.bytes.length : end + 1;
    return text;
  }
}
