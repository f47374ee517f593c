import type { PictureFormat } from '../medium/picture-format.js';
import { avifColours, withAvifProfile } from './avif-file.js';
import { withVisibleGaps } from './gif-file.js';
import { type PngChunk, pngColours, profileChunk, withPngColours } from './png-file.js';
import {
  type Chromaticity,
  gamma,
  isSrgb,
  numberedColours,
  profileFor,
  SRGB,
  srgb,
  type ToldColours,
} from './told-colours.js';

/** Gamma of sRGB, as PNG writes it. */
const PNG_SRGB_GAMMA = 45_455;

/**
 * The same picture, changed so that the decoder shows it as other programs do: colours that are told by numbers get a
 * profile that says the same, and what no frame covers is transparent.
 *
 * @returns `undefined` when nothing needs that
 */
export function shownRight(file: Buffer, { name }: PictureFormat): Buffer | undefined {
  if (name === 'png') {
    const isGrey = file[25] === 0 || file[25] === 4;
    const told = coloursOfPng(pngColours(file));
    const profile = told && profileFor(told, isGrey);
    return profile && withPngColours(file, [profileChunk(profile)]);
  }
  if (name === 'avif') {
    const numbers = avifColours(file);
    const told = numbers && numberedColours(numbers.primaries, numbers.transfer);
    const profile = told && profileFor(told, false);
    return profile && withAvifProfile(file, profile);
  }
  return name === 'gif' ? withVisibleGaps(file, true) : undefined;
}

/** What a PNG tells of its colours, if that is not sRGB nor a profile: the first of what it may tell counts. */
function coloursOfPng(chunks: readonly PngChunk[]): ToldColours | undefined {
  const told = (type: string, bytes: number): Buffer | undefined =>
    chunks.find((chunk) => chunk.type === type && chunk.data.length >= bytes)?.data;
  const numbers = told('cICP', 4);
  if (numbers !== undefined) {
    return numberedColours(numbers[0] ?? 2, numbers[1] ?? 2);
  }
  if (told('iCCP', 0) !== undefined || told('sRGB', 0) !== undefined) {
    return undefined;
  }
  const power = told('gAMA', 4)?.readUInt32BE(0) ?? PNG_SRGB_GAMMA;
  const points = told('cHRM', 32);
  const point = (i: number): Chromaticity => [
    (points?.readUInt32BE(8 * i) ?? 0) / 100_000,
    (points?.readUInt32BE(8 * i + 4) ?? 0) / 100_000,
  ];
  const primaries =
    points === undefined
      ? SRGB
      : { white: point(0), red: point(1), green: point(2), blue: point(3) };
  const isUsual = power === 0 || Math.abs(power - PNG_SRGB_GAMMA) < 200;
  return isUsual && isSrgb(primaries)
    ? undefined
    : { primaries, light: isUsual ? srgb : gamma(100_000 / power) };
}
