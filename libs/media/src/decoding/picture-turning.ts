import sharp, { type Metadata, type Sharp } from 'sharp';
import { pngColours, withPngColours } from '../formats/png-file.js';
import { webpAnatomy } from '../formats/webp-file.js';
import { MAX_PIXELS } from '../medium/media.js';
import type { PictureFormat } from '../medium/picture-format.js';

/** High enough that encoding it once more isn't seen. */
const QUALITY = 95;

/** A picture turned and mirrored as its orientation (1 to 8, as EXIF counts) says. */
export function upright(picture: Sharp, orientation: number): Sharp {
  // Mirroring comes before turning.
  switch (orientation) {
    case 2:
      return picture.flop();
    case 3:
      return picture.rotate(180);
    case 4:
      return picture.flip();
    case 5:
      return picture.flop().rotate(270);
    case 6:
      return picture.rotate(90);
    case 7:
      return picture.flop().rotate(90);
    case 8:
      return picture.rotate(270);
    default:
      return picture;
  }
}

/** A clean file turned upright and encoded anew, in its format, depth and colours, without loss if it had none. */
export async function turned(
  clean: Buffer,
  format: PictureFormat,
  orientation: number,
): Promise<Buffer> {
  const source = sharp(clean, { failOn: 'error', limitInputPixels: MAX_PIXELS });
  const found = await source.metadata();
  switch (format.name) {
    case 'jpeg': {
      const options = {
        quality: QUALITY,
        chromaSubsampling: found.chromaSubsampling === '4:4:4' ? '4:4:4' : '4:2:0',
        // Else all of it would be in memory once more.
        optimiseCoding: false,
      };
      return inItsColours(upright(source, orientation), found).jpeg(options).toBuffer();
    }
    case 'png': {
      const data = await inItsColours(upright(source, orientation), found).png().toBuffer();
      const told = pngColours(clean).filter(({ type }) => type !== 'iCCP');
      return found.icc === undefined && told.length > 0 ? withPngColours(data, told) : data;
    }
    case 'webp': {
      const { frames, lossless } = webpAnatomy(clean);
      const options = lossless ? { lossless, exact: true } : { quality: QUALITY };
      return frames > 1
        ? turnedAnimation(clean, orientation, options)
        : inItsColours(upright(source, orientation), found).webp(options).toBuffer();
    }
    case 'gif':
    case 'avif':
      // Neither has an orientation that is not part of how it is shown.
      return clean;
  }
}

/** Colours and depth stay as they are, but for those of print: no format for screens turns them well. */
function inItsColours(picture: Sharp, { space }: Metadata): Sharp {
  switch (space) {
    case 'cmyk':
      return picture.toColourspace('srgb');
    case 'rgb16':
    case 'grey16':
    case 'b-w':
      return picture.toColourspace(space).keepIccProfile();
    default:
      return picture.keepIccProfile();
  }
}

async function turnedAnimation(
  clean: Buffer,
  orientation: number,
  options: { lossless?: boolean; exact?: boolean; quality?: number },
): Promise<Buffer> {
  const source = sharp(clean, { animated: true, limitInputPixels: MAX_PIXELS });
  const { delay = [], loop = 0 } = await source.metadata();
  const { data, info } = await source.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const [width, height] = [info.width, info.pageHeight ?? info.height];
  const size = width * height * 4;
  const frames: Buffer[] = [];
  for (let at = 0; at + size <= data.length; at += size) {
    const raw = { width, height, channels: 4 } as const;
    const frame = sharp(data.subarray(at, at + size), { raw });
    frames.push(await upright(frame, orientation).raw().toBuffer());
  }
  const [across, down] = orientation < 5 ? [width, height] : [height, width];
  const raw = {
    width: across,
    height: down * frames.length,
    channels: 4,
    pageHeight: down,
  } as const;
  return sharp(Buffer.concat(frames), { raw, limitInputPixels: MAX_PIXELS })
    .webp({ ...options, delay, loop })
    .toBuffer();
}
