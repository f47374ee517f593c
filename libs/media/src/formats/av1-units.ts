/** Units of AV1 that carry the picture: its sequence, frames, tiles, and where one frame begins. */
const PICTURE_UNITS = new Set([1, 2, 3, 4, 6, 7, 8]);

/**
 * The units of an AV1 picture without metadata and padding, which decoders pass over.
 *
 * @returns the same bytes when they can't be told apart
 */
export function plainUnits(stream: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 0;
  while (at < stream.length) {
    const head = stream[at] ?? 0;
    const [type, extended, sized] = [(head >> 3) & 15, (head >> 2) & 1, (head >> 1) & 1];
    const size = sized === 1 ? sizeAt(stream, at + 1 + extended) : undefined;
    if (size === undefined) {
      // Without a size it goes to the end.
      kept.push(stream.subarray(at));
      break;
    }
    const end = at + 1 + extended + size.bytes + size.value;
    if (end > stream.length) {
      return stream;
    }
    if (PICTURE_UNITS.has(type)) {
      kept.push(stream.subarray(at, end));
    }
    at = end;
  }
  return Buffer.concat(kept);
}

/** A number in groups of seven bits. */
function sizeAt(stream: Buffer, at: number): { value: number; bytes: number } | undefined {
  let value = 0;
  for (let bytes = 1; bytes <= 4; bytes += 1) {
    const byte = stream[at + bytes - 1];
    if (byte === undefined) {
      return undefined;
    }
    value += (byte & 0x7f) * 2 ** (7 * (bytes - 1));
    if (byte < 0x80) {
      return { value, bytes };
    }
  }
  return undefined;
}
