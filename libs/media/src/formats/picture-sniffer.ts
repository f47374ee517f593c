import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { type PictureFormat, pictureFormat } from '../medium/picture-format.js';

/** As much of a file as its type can be told from, in bytes. */
const HEAD_BYTES = 4100;

/** What a stream turned out to be, and its bytes from the first one. */
export interface Sniffed {
  /** `undefined` when it is no picture of ours, whatever its name says. */
  readonly format: PictureFormat | undefined;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Tells the format of a picture from its first bytes, without losing them. The stream is not destroyed. */
export async function sniff(stream: Readable): Promise<Sniffed> {
  const source: AsyncIterator<unknown> = stream.iterator({ destroyOnReturn: false });
  const head: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await source.next();
    if (next.done === true) {
      break;
    }
    const chunk = bytesOf(next.value);
    head.push(chunk);
    size += chunk.length;
  }
  const format = await formatOf(Buffer.concat(head));
  if (format === undefined) {
    await source.return?.();
  }
  return { format, chunks: whole(head, source) };
}

/** Tells the format of a picture in a file. */
export async function formatOfFile(path: string): Promise<PictureFormat | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return await formatOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function formatOf(head: Buffer): Promise<PictureFormat | undefined> {
  const type = await fileTypeFromBuffer(head);
  // An animated PNG is a PNG whose first frame is a whole picture.
  return type && pictureFormat(type.mime === 'image/apng' ? 'image/png' : type.mime);
}

async function* whole(
  head: readonly Buffer[],
  rest: AsyncIterator<unknown>,
): AsyncGenerator<Buffer> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield bytesOf(next.value);
    }
  } finally {
    await rest.return?.();
  }
}

function bytesOf(chunk: unknown): Buffer {
  if (!(chunk instanceof Uint8Array)) {
    throw new Error('An upload is a stream of bytes.');
  }
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
