import type { Anatomy } from './anatomy.js';

const [IMAGE, EXTENSION, TRAILER] = [0x2c, 0x21, 0x3b];
const [CONTROL, APPLICATION, PLAIN_TEXT] = [0xf9, 0xff, 0x01];
/** Applications whose extension says how often an animation is repeated. */
const LOOPS = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

/** A whole block of a GIF. */
interface Block {
  readonly kind: 'image' | 'control' | 'loop' | 'text' | 'other';
  readonly bytes: Buffer;
}

/** A GIF in its parts. */
interface GifParts {
  /** Signature, screen and its colours. */
  readonly head: Buffer;
  readonly blocks: readonly Block[];
}

/** Reads the headers of a GIF. */
export function gifAnatomy(file: Buffer): Anatomy {
  const { head, blocks } = partsOf(file);
  const images = blocks.filter(({ kind }) => kind === 'image');
  let [width, height] = [head.readUInt16LE(6), head.readUInt16LE(8)];
  for (const { bytes } of images) {
    // Decoders make the screen larger for a frame that juts out.
    width = Math.max(width, bytes.readUInt16LE(1) + bytes.readUInt16LE(5));
    height = Math.max(height, bytes.readUInt16LE(3) + bytes.readUInt16LE(7));
  }
  const frames = Math.max(1, images.length);
  return {
    width,
    height,
    orientation: 1,
    frames,
    decoderBytes: width * height * 5,
    turningBytes: 0,
  };
}

/** A GIF without comments, texts, what applications left in it, and what comes after its end. */
export function cleanGif(file: Buffer): Buffer {
  const { head, blocks } = partsOf(file);
  const kept: Buffer[] = [head];
  let control: Buffer | undefined;
  for (const { kind, bytes } of blocks) {
    if (kind === 'control') {
      control = bytes;
    } else if (kind === 'image') {
      kept.push(...(control === undefined ? [] : [control]), bytes);
      control = undefined;
    } else if (kind === 'loop') {
      kept.push(bytes);
    } else if (kind === 'text') {
      control = undefined;
    }
  }
  const clean = Buffer.concat([...kept, Buffer.from([TRAILER])]);
  return withVisibleGaps(clean, false) ?? clean;
}

/**
 * The same GIF with what its first frame doesn't cover told to be transparent: that is how browsers show it, and
 * decoders that no frame tells of transparency fill it with some colour.
 *
 * @param forDecoding whether it may get another frame for that at its end, where no colour is free
 * @returns `undefined` when it is covered, tells of transparency already, or can't be told to
 */
export function withVisibleGaps(file: Buffer, forDecoding: boolean): Buffer | undefined {
  const { head, blocks } = partsOf(file);
  const at = blocks.findIndex(({ kind }) => kind === 'image');
  const first = blocks[at]?.bytes;
  const tells = blocks.some(({ kind, bytes }) => kind === 'control' && ((bytes[3] ?? 0) & 1) === 1);
  if (first === undefined || tells || covers(first, gifAnatomy(file))) {
    return undefined;
  }
  const own = coloursIn(first[9] ?? 0);
  const free = (own === 0 ? coloursIn(head[10] ?? 0) : own) / 3;
  if (free < 256) {
    const before = blocks.slice(0, at);
    const control = before.findLast(({ kind }) => kind === 'control')?.bytes ?? UNTIMED;
    const others = before.filter(({ kind }) => kind !== 'control');
    const told = Buffer.from(control);
    told[3] = (told[3] ?? 0) | 1;
    told[6] = free;
    return gifOf(head, [...others.map(({ bytes }) => bytes), told], blocks.slice(at));
  }
  return forDecoding
    ? gifOf(head, [], [...blocks, { kind: 'other', bytes: TRANSPARENT_DOT }])
    : undefined;
}

/** A control block that says nothing. */
const UNTIMED = Buffer.from([EXTENSION, CONTROL, 4, 0, 0, 0, 0, 0]);
/** A frame of one transparent pixel, with a table of two colours. */
const TRANSPARENT_DOT = Buffer.from([
  ...[EXTENSION, CONTROL, 4, 1, 0, 0, 0, 0],
  ...[IMAGE, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 2, 2, 0x44, 1, 0],
]);

function covers(image: Buffer, { width, height }: Anatomy): boolean {
  const [left, top] = [image.readUInt16LE(1), image.readUInt16LE(3)];
  const [across, down] = [image.readUInt16LE(5), image.readUInt16LE(7)];
  return left === 0 && top === 0 && across >= width && down >= height;
}

function gifOf(head: Buffer, before: readonly Buffer[], blocks: readonly Block[]): Buffer {
  return Buffer.concat([
    head,
    ...before,
    ...blocks.map(({ bytes }) => bytes),
    Buffer.from([TRAILER]),
  ]);
}

function partsOf(file: Buffer): GifParts {
  const packed = file.readUInt8(10);
  const start = 13 + coloursIn(packed);
  if (start > file.length) {
    throw new Error('It ends in its colours.');
  }
  const blocks: Block[] = [];
  let at = start;
  for (;;) {
    const end = endOfBlock(file, at);
    if (end === undefined) {
      return { head: file.subarray(0, start), blocks };
    }
    blocks.push(blockOf(file.subarray(at, end)));
    at = end;
  }
}

function blockOf(bytes: Buffer): Block {
  if (bytes[0] === IMAGE) {
    return { kind: 'image', bytes };
  }
  if (bytes[1] === CONTROL && bytes.length === 8) {
    return { kind: 'control', bytes };
  }
  if (bytes[1] === APPLICATION && LOOPS.includes(bytes.toString('latin1', 3, 14))) {
    const isLoop = bytes.length >= 19 && bytes[14] === 3 && bytes[15] === 1;
    return isLoop
      ? { kind: 'loop', bytes: Buffer.concat([bytes.subarray(0, 18), Buffer.alloc(1)]) }
      : { kind: 'other', bytes };
  }
  return { kind: bytes[1] === PLAIN_TEXT ? 'text' : 'other', bytes };
}

/** Where the block that begins here ends; `undefined` for the end of the picture, or where it is cut off. */
function endOfBlock(file: Buffer, at: number): number | undefined {
  if (file[at] === IMAGE) {
    const packed = file[at + 9];
    return packed === undefined ? undefined : endOfData(file, at + 11 + coloursIn(packed));
  }
  return file[at] === EXTENSION ? endOfData(file, at + 2) : undefined;
}

function endOfData(file: Buffer, from: number): number | undefined {
  let at = from;
  for (;;) {
    const size = file[at];
    if (size === undefined) {
      return undefined;
    }
    at += 1 + size;
    if (size === 0) {
      return at;
    }
  }
}

/** Bytes of a table of colours, of which a byte says whether it is there and how large. */
function coloursIn(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}
