import { Injectable } from '@nestjs/common';
import { encode } from 'blurhash';
import sharp, { type Sharp } from 'sharp';
import { DomainError } from '#libs/kernel';

import { MAX_PIXELS } from '../domain/media.js';
import { MediaUnreadable, TooManyPixels } from '../domain/media.errors.js';
import type { PictureFormat } from '../domain/picture-format.js';
import {
  type Dimensions,
  fitted,
  VARIANT_NAMES,
  type VariantName,
  VARIANTS,
} from '../domain/variant.js';

// One thread and no cache: a small machine has better uses for its memory, and each picture is read once.
sharp.concurrency(1);
sharp.cache(false);

/** Seconds after which decoding or encoding one picture is given up. */
const TIMEOUT_SECONDS = 60;
const HASH_SIDE = 32;

/** What the file of a picture says of itself. */
export interface Inspection {
  /** As it is to be looked at: after its orientation. */
  readonly dimensions: Dimensions;
  readonly animated: boolean;
}

/** One encoded picture. */
export interface Rendering {
  readonly data: Buffer;
  readonly dimensions: Dimensions;
}

/** The pixels of the largest variant, from which the smaller ones are made. */
interface Canvas {
  readonly data: Buffer;
  readonly dimensions: Dimensions;
}

/**
 * Decodes and encodes pictures with libvips, one at a time in each process: several large ones at once would take
 * the threads and memory that requests need.
 */
@Injectable()
export class PictureStudio {
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * Looks whether a file is a whole picture of this format within the limits.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`
   */
  inspect(file: string, format: PictureFormat): Promise<Inspection> {
    return this.inTurn(async () => {
      const found = await describe(file, format);
      // Decoding it all, each frame, is the only way to see that nothing is missing at the end.
      await open(file, found.animated)
        .resize(8, 8, { fit: 'fill', kernel: 'nearest' })
        .raw()
        .toBuffer();
      return found;
    });
  }

  /**
   * The picture as it may be given to others: upright, in sRGB, in its own format and animated as it was, without any
   * metadata.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`
   */
  strip(file: string, format: PictureFormat): Promise<Rendering> {
    return this.inTurn(async () => {
      const { animated } = await describe(file, format);
      const source = animated ? open(file, true) : open(file).autoOrient();
      const { data, info } = await encoded(source.toColourspace('srgb'), format).toBuffer({
        resolveWithObject: true,
      });
      return { data, dimensions: { width: info.width, height: info.pageHeight ?? info.height } };
    });
  }

  /**
   * All variants, still ones of an animation's first frame, and the placeholder hash.
   *
   * @throws DomainError `media-unreadable`, `too-many-pixels`
   */
  reduce(
    file: string,
    format: PictureFormat,
  ): Promise<{ variants: ReadonlyMap<VariantName, Rendering>; blurhash: string }> {
    return this.inTurn(async () => {
      const { dimensions } = await describe(file, format);
      const canvas = await canvasOf(file, fitted(dimensions, VARIANTS.large));
      const variants = new Map<VariantName, Rendering>();
      for (const name of VARIANT_NAMES) {
        const size = fitted(dimensions, VARIANTS[name]);
        const data = await resized(canvas, size).webp({ quality: 80 }).toBuffer();
        variants.set(name, { data, dimensions: size });
      }
      return { variants, blurhash: await hashed(canvas) };
    });
  }

  /** @throws DomainError `media-unreadable` for whatever the decoder stumbles over */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work).catch((error: unknown) => {
      throw error instanceof DomainError
        ? error
        : new DomainError(MediaUnreadable, { cause: error });
    });
    this.turn = result.catch(() => undefined);
    return result;
  }
}

function open(file: string, animated = false): Sharp {
  return sharp(file, { animated, failOn: 'error', limitInputPixels: MAX_PIXELS }).timeout({
    seconds: TIMEOUT_SECONDS,
  });
}

async function describe(file: string, format: PictureFormat): Promise<Inspection> {
  // The limit is ours to tell, in our words.
  const found = await sharp(file, { failOn: 'error', limitInputPixels: false }).metadata();
  const expected = format.name === 'avif' ? 'heif' : format.name;
  if (found.format !== expected || (expected === 'heif' && found.compression !== 'av1')) {
    throw new DomainError(MediaUnreadable);
  }
  const frames = found.pages ?? 1;
  if (found.width * found.height * frames > MAX_PIXELS) {
    throw new DomainError(TooManyPixels);
  }
  const { width, height } = found.autoOrient;
  return {
    dimensions: { width, height },
    animated: frames > 1 && (format.name === 'gif' || format.name === 'webp'),
  };
}

function encoded(picture: Sharp, format: PictureFormat): Sharp {
  switch (format.name) {
    case 'jpeg':
      return picture.jpeg({ quality: 90 });
    case 'png':
      return picture.png();
    case 'webp':
      return picture.webp({ quality: 90 });
    case 'gif':
      return picture.gif({ effort: 4 });
    case 'avif':
      // Low effort: AVIF takes seconds where the others take tenths.
      return picture.avif({ quality: 65, effort: 2 });
  }
}

async function canvasOf(file: string, size: Dimensions): Promise<Canvas> {
  const data = await open(file)
    .autoOrient()
    .resize(size.width, size.height, { fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  return { data, dimensions: size };
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
