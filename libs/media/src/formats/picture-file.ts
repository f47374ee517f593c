import { DomainError } from '#libs/kernel';
import { MediaUnreadable } from '../medium/media.errors.js';
import type { PictureFormat } from '../medium/picture-format.js';
import type { Anatomy } from './anatomy.js';
import { avifAnatomy, cleanAvif } from './avif-file.js';
import { cleanGif, gifAnatomy } from './gif-file.js';
import { cleanJpeg, jpegAnatomy } from './jpeg-file.js';
import { cleanPng, pngAnatomy } from './png-file.js';
import { shownRight } from './shown-right.js';
import { UnsupportedPicture } from './unsupported-picture.js';
import { cleanWebp, webpAnatomy } from './webp-file.js';

/** What can be done with the file of a format without decoding it. */
interface FileOfFormat {
  readonly anatomy: (file: Buffer) => Anatomy;
  readonly clean: (file: Buffer) => Buffer;
}

const FILES: Readonly<Record<PictureFormat['name'], FileOfFormat>> = {
  jpeg: { anatomy: jpegAnatomy, clean: cleanJpeg },
  png: { anatomy: pngAnatomy, clean: cleanPng },
  webp: { anatomy: webpAnatomy, clean: cleanWebp },
  gif: { anatomy: gifAnatomy, clean: cleanGif },
  avif: { anatomy: avifAnatomy, clean: cleanAvif },
};

/**
 * What the headers of a picture say.
 *
 * @throws UnsupportedPicture of a kind that isn't taken
 * @throws DomainError `media-unreadable` when they are damaged
 */
export function anatomyOf(file: Buffer, format: PictureFormat): Anatomy {
  const anatomy = readable(() => FILES[format.name].anatomy(file));
  if (!(anatomy.width > 0 && anatomy.height > 0)) {
    throw new DomainError(MediaUnreadable);
  }
  return anatomy;
}

/**
 * The same picture without metadata: what tells where, when, by whom and with what it was made, previews, and bytes
 * that belong to nothing. Pixels, colours, frames and their timing stay as they are.
 *
 * @throws DomainError `media-unreadable`
 */
export function cleanFile(file: Buffer, format: PictureFormat): Buffer {
  return readable(() => FILES[format.name].clean(file));
}

/** Readers trust what a file says: where that leads nowhere it is damaged. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof UnsupportedPicture
      ? error
      : new DomainError(MediaUnreadable, { cause: error });
  }
}

/**
 * The same picture for the decoder, where it would not show it by itself as other programs do.
 *
 * @returns `undefined` where it does
 * @throws DomainError `media-unreadable`
 */
export function showable(file: Buffer, format: PictureFormat): Buffer | undefined {
  return readable(() => shownRight(file, format));
}
