import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Anatomy } from '../formats/anatomy.js';
import { VARIANTS } from '../medium/variant.js';

const MIB = 1024 * 1024;

/** What a decoder holds before it decodes anything, without what it shares with the program: measured. */
export const DECODER_BASE = 24 * MIB;
/** The pixels of the largest variant, and encoding it. */
const VARIANT_BYTES = VARIANTS.large ** 2 * 4 + 14 * MIB;
/** Up to here a picture is small: a photo of 24 megapixels, of which a few rows are decoded at a time. */
export const SMALL_PICTURE = DECODER_BASE + 64 * MIB;

/** Bytes of memory that a decoder needs for a picture, itself included: told by its headers alone. */
export function memoryFor(
  { width, height, frames, orientation, decoderBytes, turningBytes }: Anatomy,
  fileBytes: number,
): number {
  const pixels = width * height * frames;
  const turning = orientation === 1 ? 0 : pixels * turningBytes;
  const variants = Math.min(VARIANT_BYTES, 24 * width * height);
  return DECODER_BASE + fileBytes + decoderBytes + variants + turning;
}

/** Most memory that decoders of one process take, however much there is. */
const MOST = 2048 * MIB;

/**
 * Bytes that all decoders of this process may take together: half of the memory of its container, or of the machine;
 * the other half is for the process itself and what it has to send and receive.
 */
export function memoryForDecoders(memory = memoryOfContainer()): number {
  return Math.min(MOST, memory / 2);
}

function memoryOfContainer(): number {
  const limits = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];
  for (const file of limits) {
    try {
      const limit = Number(readFileSync(file, 'utf8'));
      if (limit > 0) {
        return Math.min(limit, totalmem());
      }
    } catch {
      // Not in a container, or not of this kind.
    }
  }
  return totalmem();
}
