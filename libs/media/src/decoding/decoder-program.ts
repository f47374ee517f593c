import { readFile, writeFile } from 'node:fs/promises';
import { DomainError } from '#libs/kernel';
import { anatomyOf } from '../formats/picture-file.js';
import { UnsupportedPicture } from '../formats/unsupported-picture.js';
import { TooManyPixels } from '../medium/media.errors.js';
import { MAX_PIXELS } from '../medium/media.js';
import { memoryFor } from './decoder-memory.js';
import {
  type DecoderOrder,
  type DecoderOutcome,
  isOrder,
  originalBeside,
  variantBeside,
} from './decoder-orders.js';
import { PictureStudio } from './picture-studio.js';

/** The program of a decoder: takes orders, one after the other, from the process that started it. */
const studio = new PictureStudio();

process.on('message', (order: unknown) => {
  if (isOrder(order)) {
    void outcomeOf(order).then((outcome) => process.send?.(outcome));
  }
});
// Who asked is gone: nobody waits for what is being decoded.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

async function outcomeOf(order: DecoderOrder): Promise<DecoderOutcome> {
  try {
    const need = await neededBy(order);
    return need > order.ceiling ? { kind: 'too-heavy', need } : await done(order);
  } catch (error) {
    if (error instanceof UnsupportedPicture) {
      return { kind: 'unsupported', detail: error.message };
    }
    const isTooLarge = error instanceof DomainError && error.problem === TooManyPixels;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return {
      kind: 'refused',
      code: isTooLarge ? 'too-many-pixels' : 'media-unreadable',
      reason: String(cause),
    };
  }
}

/** @throws DomainError, UnsupportedPicture */
async function neededBy({ file, format }: DecoderOrder): Promise<number> {
  const bytes = await readFile(file);
  const anatomy = anatomyOf(bytes, format);
  if (anatomy.width * anatomy.height * anatomy.frames > MAX_PIXELS) {
    throw new DomainError(TooManyPixels);
  }
  return memoryFor(anatomy, bytes.length);
}

async function done({ task, file, format }: DecoderOrder): Promise<DecoderOutcome> {
  if (task === 'examine') {
    const dimensions = await studio.inspect(file, format);
    return { kind: 'done', dimensions, blurhash: '' };
  }
  if (task === 'render') {
    await writeFile(originalBeside(file), (await studio.strip(file, format)).data);
  }
  const { variants, blurhash, dimensions } = await studio.reduce(file, format);
  for (const [name, { data }] of variants) {
    await writeFile(variantBeside(file, name), data);
  }
  return { kind: 'done', dimensions, blurhash };
}
