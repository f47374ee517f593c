import { type Anatomy, orientationIn } from './anatomy.js';
import { plainProfile } from './icc-profile.js';

/** Before the chunks: `RIFF`, the size, `WEBP`. */
const HEADER = 12;
/** Before the chunks of a frame: its place, size, duration and how it is laid over the others. */
const FRAME_HEADER = 16;
const PIXELS = new Set(['ALPH', 'VP8 ', 'VP8L']);
/** Bits in the flags of `VP8X`. */
const [HAS_PROFILE, HAS_EXIF, HAS_XMP] = [0x20, 0x08, 0x04];

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** What is to be known of a WebP on top of what holds for every format. */
export interface WebpAnatomy extends Anatomy {
  /** Whether all of it is compressed without loss. */
  readonly lossless: boolean;
}

/** Reads the headers of a WebP. */
export function webpAnatomy(file: Buffer): WebpAnatomy {
  const chunks = [...chunksOf(file, HEADER)];
  const frames = chunks.filter(({ type }) => type === 'ANMF').length;
  const inside = chunks.flatMap((chunk) =>
    chunk.type === 'ANMF' ? [...chunksOf(chunk.data, FRAME_HEADER)] : [chunk],
  );
  const exif = chunks.find(({ type }) => type === 'EXIF');
  const { width, height } = sizeOf(chunks);
  const anyLossless = inside.some(({ type }) => type === 'VP8L');
  // A canvas of an animation is kept three times; what is lossless is decoded all at once.
  const perPixel = (frames > 0 ? 12 : 0) + (anyLossless ? 5 : 1.5);
  return {
    width,
    height,
    orientation: exif === undefined ? 1 : orientationIn(withoutSignature(exif.data)),
    frames: Math.max(1, frames),
    decoderBytes: width * height * perPixel,
    // Of an animation all frames are there at once, more than once while they are joined.
    turningBytes: frames > 0 ? 12 : anyLossless ? 9 : 8,
    lossless: anyLossless && !inside.some(({ type }) => type === 'VP8 '),
  };
}

/** A WebP without EXIF, XMP, anything unknown, and what comes after its end; pixels stay as they are. */
export function cleanWebp(file: Buffer): Buffer {
  const chunks = [...chunksOf(file, HEADER)].flatMap((chunk) => kept(chunk) ?? []);
  const hasProfile = chunks.some(({ type }) => type === 'ICCP');
  return webpOf(
    chunks.map((chunk) => (chunk.type === 'VP8X' ? withFlags(chunk, hasProfile) : chunk)),
  );
}

function kept({ type, data }: Chunk): Chunk | undefined {
  switch (type) {
    case 'ANMF': {
      const inside = [...chunksOf(data, FRAME_HEADER)].filter((chunk) => PIXELS.has(chunk.type));
      return { type, data: Buffer.concat([data.subarray(0, FRAME_HEADER), ...written(inside)]) };
    }
    case 'ICCP': {
      const profile = plainProfile(data);
      return profile && { type, data: profile };
    }
    case 'VP8X':
      return { type, data: data.subarray(0, 10) };
    case 'ANIM':
      return { type, data: data.subarray(0, 6) };
    default:
      return PIXELS.has(type) ? { type, data } : undefined;
  }
}

function withFlags({ type, data }: Chunk, hasProfile: boolean): Chunk {
  const flags = Buffer.from(data);
  flags[0] =
    ((flags[0] ?? 0) & ~(HAS_EXIF | HAS_XMP | HAS_PROFILE)) | (hasProfile ? HAS_PROFILE : 0);
  return { type, data: flags };
}

function sizeOf(chunks: readonly Chunk[]): { width: number; height: number } {
  for (const { type, data } of chunks) {
    if (type === 'VP8X') {
      return { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) };
    }
    if (type === 'VP8 ') {
      return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    }
    if (type === 'VP8L') {
      const bits = data.readUInt32LE(1);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
  }
  throw new Error('It has no picture.');
}

function withoutSignature(exif: Buffer): Buffer {
  return exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
}

function webpOf(chunks: readonly Chunk[]): Buffer {
  const file = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...written(chunks)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

function written(chunks: readonly Chunk[]): Buffer[] {
  return chunks.flatMap(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length % 2)];
  });
}

/** The chunks up to the end that the file tells, or as far as they are whole. */
function* chunksOf(file: Buffer, from: number): Generator<Chunk> {
  const end = from === HEADER ? Math.min(file.length, 8 + file.readUInt32LE(4)) : file.length;
  let at = from;
  while (at + 8 <= end) {
    const length = file.readUInt32LE(at + 4);
    if (at + 8 + length > end) {
      return;
    }
    yield {
      type: file.toString('latin1', at, at + 4),
      data: file.subarray(at + 8, at + 8 + length),
    };
    at += 8 + length + (length % 2);
  }
}
