import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { type Anatomy, orientationIn } from './anatomy.js';
import { plainProfile } from './icc-profile.js';

const SIGNATURE = 8;
/** Longest colour profile that is looked into, in bytes. */
const MAX_PROFILE = 4 * 1024 * 1024;

/** Chunks that tell the colours of a picture. */
const COLOURS = new Set(['cHRM', 'gAMA', 'iCCP', 'sRGB', 'cICP', 'mDCV', 'cLLI']);
const KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'tRNS', 'sBIT', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'],
  ...COLOURS,
]);
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 };

/** One part of a PNG. */
export interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Reads the headers of a PNG. */
export function pngAnatomy(file: Buffer): Anatomy {
  let [orientation, frames] = [1, 1];
  const chunks = [...chunksOf(file)];
  const header = chunks[0]?.type === 'IHDR' ? chunks[0].data : undefined;
  if (header === undefined) {
    throw new Error('It has no header.');
  }
  for (const { type, data } of chunks) {
    if (type === 'eXIf') {
      orientation = orientationIn(data);
    } else if (type === 'acTL') {
      frames = Math.max(1, data.readUInt32BE(0));
    }
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, kind, interlaced] = [header[8] ?? 8, header[9] ?? 0, header[12] === 1];
  const pixel = (SAMPLES[kind] ?? 4) * (depth === 16 ? 2 : 1);
  // Interlaced it is there all at once, else a few rows at a time.
  const decoderBytes = width * height * (interlaced ? pixel + 1 : 1.5);
  return { width, height, orientation, frames, decoderBytes, turningBytes: pixel };
}

/** A PNG without texts, times, EXIF, and anything unknown; pixels and colours stay as they are. */
export function cleanPng(file: Buffer): Buffer {
  return pngOf(
    file,
    [...chunksOf(file)].flatMap((chunk) => kept(chunk) ?? []),
  );
}

/** The chunks that tell the colours of a PNG. */
export function pngColours(file: Buffer): PngChunk[] {
  return [...chunksOf(file)].filter(({ type }) => COLOURS.has(type));
}

/** The same PNG with other colours told; before the palette and the pixels, as it must be. */
export function withPngColours(file: Buffer, colours: readonly PngChunk[]): Buffer {
  const chunks = [...chunksOf(file)].filter(({ type }) => !COLOURS.has(type));
  return pngOf(file, [...chunks.slice(0, 1), ...colours, ...chunks.slice(1)]);
}

/** A chunk that holds a colour profile. */
export function profileChunk(profile: Buffer): PngChunk {
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('icc\0\0'), deflateSync(profile)]) };
}

function kept(chunk: PngChunk): PngChunk | undefined {
  if (!KEPT.has(chunk.type)) {
    return undefined;
  }
  return chunk.type === 'iCCP' ? plainColours(chunk) : chunk;
}

/** Its name and its texts may tell of somebody. */
function plainColours({ data }: PngChunk): PngChunk | undefined {
  try {
    const packed = data.subarray(data.indexOf(0) + 2);
    const profile = plainProfile(inflateSync(packed, { maxOutputLength: MAX_PROFILE }));
    return profile && profileChunk(profile);
  } catch {
    return undefined;
  }
}

function pngOf(file: Buffer, chunks: readonly PngChunk[]): Buffer {
  const parts = [...chunks, { type: 'IEND', data: Buffer.alloc(0) }].flatMap(({ type, data }) => {
    const [head, name, tail] = [Buffer.alloc(4), Buffer.from(type, 'latin1'), Buffer.alloc(4)];
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc32(data, crc32(name)));
    return [head, name, data, tail];
  });
  return Buffer.concat([file.subarray(0, SIGNATURE), ...parts]);
}

/** The chunks up to the end, without it, or as far as they are whole. */
function* chunksOf(file: Buffer): Generator<PngChunk> {
  let at = SIGNATURE;
  while (at + 12 <= file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IEND' || at + 12 + length > file.length) {
      return;
    }
    yield { type, data: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
