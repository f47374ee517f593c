import type { Anatomy } from '../formats/anatomy.js';
import { memoryFor, memoryForDecoders, SMALL_PICTURE } from './decoder-memory.js';

const MIB = 1024 * 1024;
const photo: Anatomy = {
  width: 6_000,
  height: 4_000,
  orientation: 1,
  frames: 1,
  decoderBytes: 12_000_000,
  turningBytes: 3,
};

it.each([
  [512, 256],
  [768, 384],
  [1_024, 512],
  [65_536, 2_048],
])('of %i MiB decoders may take %i', (memory, part) => {
  expect(memoryForDecoders(memory * MIB)).toBe(part * MIB);
});

it('a photo of 24 megapixels is small, and one that must be turned is not', () => {
  expect(memoryFor(photo, 8 * MIB)).toBeLessThan(SMALL_PICTURE);
  expect(memoryFor({ ...photo, orientation: 6 }, 8 * MIB)).toBeGreaterThan(SMALL_PICTURE);
});

it('what takes much to decode takes much, however few bytes it has', () => {
  expect(memoryFor({ ...photo, decoderBytes: 1_000_000_000 }, 100)).toBeGreaterThan(950 * MIB);
});
