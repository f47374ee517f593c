import { type Box, boxesIn, boxOf, Numbers } from './iso-boxes.js';
import { UnsupportedPicture } from './unsupported-picture.js';

/** A part of an AVIF: a picture, its transparency, a tile, or something that is told of it. */
export interface AvifItem {
  readonly id: number;
  readonly type: string;
  /** Its bytes, from wherever they lie. */
  readonly data: Buffer;
  readonly properties: readonly ItemProperty[];
}

/** What an item is like; `essential`: who doesn't understand it may not show the item. */
export interface ItemProperty {
  readonly box: Box;
  readonly essential: boolean;
}

/** That an item refers to others: is made of them (`dimg`), or is the transparency of them (`auxl`). */
export interface ItemReference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** A still picture in its items. */
export interface AvifItems {
  readonly primary: number;
  readonly items: ReadonlyMap<number, AvifItem>;
  readonly references: readonly ItemReference[];
}

/** Reads the items of a still AVIF. @throws UnsupportedPicture of an animated one; Error when it is damaged */
export function avifItems(file: Buffer): AvifItems {
  // What lies behind its end is nothing to it.
  const boxes = boxesIn(file, true);
  if (boxOf(boxes, 'moov') !== undefined) {
    throw new UnsupportedPicture(
      'Animated AVIF is not taken: send a still AVIF, or an animation as WebP or GIF.',
    );
  }
  const meta = boxesIn(needed(boxes, 'meta').subarray(4));
  const data = places(needed(meta, 'iloc'), file, boxOf(meta, 'idat'));
  const properties = propertiesOf(boxesIn(needed(meta, 'iprp')));
  const items = new Map<number, AvifItem>();
  for (const { id, type } of entries(needed(meta, 'iinf'))) {
    items.set(id, {
      id,
      type,
      data: data.get(id) ?? Buffer.alloc(0),
      properties: properties.get(id) ?? [],
    });
  }
  return { primary: primaryOf(needed(meta, 'pitm')), items, references: references(meta) };
}

function needed(boxes: readonly Box[], type: string): Buffer {
  const found = boxOf(boxes, type);
  if (found === undefined) {
    throw new Error(`It has no box ${type}.`);
  }
  return found;
}

function primaryOf(pitm: Buffer): number {
  return new Numbers(pitm, 4).next(pitm[0] === 0 ? 2 : 4);
}

function entries(iinf: Buffer): { id: number; type: string }[] {
  const wide = iinf[0] !== 0;
  return boxesIn(iinf.subarray(wide ? 8 : 6)).map(({ data }) => {
    const read = new Numbers(data, 4);
    const id = read.next((data[0] ?? 0) >= 3 ? 4 : 2);
    read.skip(2);
    return {
      id,
      type: data.toString('latin1', data.length - read.left, data.length - read.left + 4),
    };
  });
}

function places(iloc: Buffer, file: Buffer, idat: Buffer | undefined): Map<number, Buffer> {
  const version = iloc[0] ?? 0;
  const sizes = iloc.readUInt16BE(4);
  const [offsetSize, lengthSize] = [sizes >> 12, (sizes >> 8) & 15];
  const [baseSize, indexSize] = [(sizes >> 4) & 15, version === 0 ? 0 : sizes & 15];
  const read = new Numbers(iloc, 6);
  const count = read.next(version < 2 ? 2 : 4);
  const found = new Map<number, Buffer>();
  for (let i = 0; i < count; i += 1) {
    const id = read.next(version < 2 ? 2 : 4);
    const inside = version > 0 && (read.next(2) & 15) === 1;
    read.skip(2);
    const base = read.next(baseSize);
    const source = inside ? (idat ?? Buffer.alloc(0)) : file;
    const parts: Buffer[] = [];
    for (let extents = read.next(2); extents > 0; extents -= 1) {
      read.skip(indexSize);
      const from = base + read.next(offsetSize);
      const length = read.next(lengthSize);
      const end = length === 0 ? source.length : from + length;
      if (end > source.length) {
        throw new Error('A part of it lies behind its end.');
      }
      parts.push(source.subarray(from, end));
    }
    found.set(id, Buffer.concat(parts));
    if (found.size > MAX_ITEMS) {
      throw new Error('It has too many parts.');
    }
  }
  return found;
}

/** More than any camera or program makes. */
const MAX_ITEMS = 2_000;

function propertiesOf(iprp: readonly Box[]): Map<number, ItemProperty[]> {
  const all = boxesIn(needed(iprp, 'ipco'));
  const found = new Map<number, ItemProperty[]>();
  for (const { data } of iprp.filter(({ type }) => type === 'ipma')) {
    const [idSize, wide] = [data[0] === 0 ? 2 : 4, (data[3] ?? 0) & 1];
    const read = new Numbers(data, 4);
    for (let count = read.next(4); count > 0; count -= 1) {
      const id = read.next(idSize);
      const of: ItemProperty[] = found.get(id) ?? [];
      for (let links = read.next(1); links > 0; links -= 1) {
        const link = read.next(wide === 1 ? 2 : 1);
        const flag = wide === 1 ? 0x8000 : 0x80;
        const property = all[(link & (flag - 1)) - 1];
        if (property !== undefined) {
          of.push({ box: property, essential: (link & flag) !== 0 });
        }
      }
      found.set(id, of);
    }
  }
  return found;
}

function references(meta: readonly Box[]): ItemReference[] {
  const iref = boxOf(meta, 'iref');
  if (iref === undefined) {
    return [];
  }
  const size = iref[0] === 0 ? 2 : 4;
  return boxesIn(iref.subarray(4)).map(({ type, data }) => {
    const read = new Numbers(data);
    const from = read.next(size);
    const to = Array.from({ length: read.next(2) }, () => read.next(size));
    return { type, from, to };
  });
}
