import { readFile } from 'node:fs/promises';
import { encode } from 'blurhash';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { DomainError } from '#libs/kernel';
import type { Anatomy } from '../formats/anatomy.js';
import { anatomyOf, cleanFile, showable } from '../formats/picture-file.js';
import { UnsupportedPicture } from '../formats/unsupported-picture.js';
import { MediaUnreadable } from '../medium/media.errors.js';
import { MAX_PIXELS } from '../medium/media.js';
import type { PictureFormat } from '../medium/picture-format.js';
import {
  type Dimensions,
  fitted,
  VARIANT_NAMES,
  type VariantName,
  VARIANTS,
} from '../medium/variant.js';
import { turned, upright } from './picture-turning.js';

// One thread and no cache: a small machine has better uses for its memory, and each picture is read once.
sharp.concurrency(1);
sharp.cache(false);

const HASH_SIDE = 32;

/** One encoded picture. */
export interface Rendering {
  readonly data: Buffer;
  readonly dimensions: Dimensions;
}

/** All variants of a picture, and its placeholder hash. */
export interface Reduction {
  /** Of the picture, upright. */
  readonly dimensions: Dimensions;
  readonly variants: ReadonlyMap<VariantName, Rendering>;
  readonly blurhash: string;
}

/** The pixels of the largest variant, from which the smaller ones are made. */
interface Canvas {
  readonly data: Buffer;
  readonly dimensions: Dimensions;
}

/** Decodes and encodes pictures with libvips. It runs where it may fail: in a process of its own. */
export class PictureStudio {
  /**
   * Looks whether a file is a whole picture of this format. @returns its dimensions, upright
   *
   * @throws DomainError `media-unreadable`; UnsupportedPicture
   */
  inspect(file: string, format: PictureFormat): Promise<Dimensions> {
    return readable(async () => {
      const anatomy = anatomyOf(await readFile(file), format);
      const dimensions = await describe(file, format, anatomy);
      // Decoding it all, each frame, is the only way to see that nothing is missing at the end.
      await open(file, isPlayed(anatomy, format))
        .resize(8, 8, { fit: 'fill', kernel: 'nearest' })
        .raw()
        .toBuffer();
      return dimensions;
    });
  }

  /**
   * The picture as it may be given to others: upright, without any metadata, and else what it was. Only one that must
   * be turned is encoded anew.
   *
   * @throws DomainError `media-unreadable`; UnsupportedPicture
   */
  strip(file: string, format: PictureFormat): Promise<Rendering> {
    return readable(async () => {
      const bytes = await readFile(file);
      const anatomy = anatomyOf(bytes, format);
      const dimensions = await describe(file, format, anatomy);
      const clean = cleanFile(bytes, format);
      const data =
        anatomy.orientation === 1
          ? clean
          : cleanFile(await turned(clean, format, anatomy.orientation), format);
      return { data, dimensions };
    });
  }

  /**
   * All variants, still ones of an animation's first frame, in sRGB, and the placeholder hash.
   *
   * @throws DomainError `media-unreadable`; UnsupportedPicture
   */
  reduce(file: string, format: PictureFormat): Promise<Reduction> {
    return readable(async () => {
      const bytes = await readFile(file);
      const anatomy = anatomyOf(bytes, format);
      const dimensions = await describe(file, format, anatomy);
      const canvas = await canvasOf(
        showable(bytes, format) ?? file,
        fitted(dimensions, VARIANTS.large),
        anatomy.orientation,
      );
      const variants = new Map<VariantName, Rendering>();
      for (const name of VARIANT_NAMES) {
        const size = fitted(dimensions, VARIANTS[name]);
        const data = await resized(canvas, size).webp({ quality: 80 }).toBuffer();
        variants.set(name, { data, dimensions: size });
      }
      return { dimensions, variants, blurhash: await hashed(canvas) };
    });
  }
}

/** @throws DomainError `media-unreadable` for whatever the decoder stumbles over */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError || error instanceof UnsupportedPicture
      ? error
      : new DomainError(MediaUnreadable, { cause: error });
  }
}

function open(source: string | Buffer, animated = false): Sharp {
  return sharp(source, { animated, failOn: 'error', limitInputPixels: MAX_PIXELS });
}

/** Dimensions as it is to be looked at. @throws DomainError `media-unreadable` when it is of another format */
async function describe(
  file: string,
  format: PictureFormat,
  { orientation }: Anatomy,
): Promise<Dimensions> {
  const found = await sharp(file, { failOn: 'error', limitInputPixels: false }).metadata();
  const expected = format.name === 'avif' ? 'heif' : format.name;
  if (found.format !== expected || (expected === 'heif' && found.compression !== 'av1')) {
    throw new DomainError(MediaUnreadable);
  }
  const { width, pageHeight: height = found.height }: Metadata = found;
  return orientation < 5 ? { width, height } : { width: height, height: width };
}

/** Whether the decoder shows more than its first frame. */
function isPlayed({ frames }: Anatomy, { name }: PictureFormat): boolean {
  return frames > 1 && (name === 'gif' || name === 'webp');
}

/** Made small before it is turned: a whole picture on its side is one too many in memory. */
async function canvasOf(
  source: string | Buffer,
  dimensions: Dimensions,
  orientation: number,
): Promise<Canvas> {
  const { width, height } = dimensions;
  const [across, down] = orientation < 5 ? [width, height] : [height, width];
  const data = await open(source)
    .resize(across, down, { fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  const stored = sharp(data, { raw: { width: across, height: down, channels: 4 } });
  return {
    data: orientation === 1 ? data : await upright(stored, orientation).raw().toBuffer(),
    dimensions,
  };
}

function resized(canvas: Canvas, { width, height }: Dimensions): Sharp {
  const raw = { ...canvas.dimensions, channels: 4 } as const;
  return sharp(canvas.data, { raw }).resize(width, height, { fit: 'fill' });
}

async function hashed(canvas: Canvas): Promise<string> {
  const { width, height } = fitted(canvas.dimensions, HASH_SIDE);
  const data = await resized(canvas, { width, height })
    .flatten({ background: '#ffffff' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return encode(new Uint8ClampedArray(data), width, height, 4, 3);
}
