import type { Anatomy } from './anatomy.js';
import { plainUnits } from './av1-units.js';
import { type AvifItem, type AvifItems, avifItems, type ItemProperty } from './avif-items.js';
import { plainProfile } from './icc-profile.js';
import { box, number, Numbers, versionAndFlags } from './iso-boxes.js';

/** Properties that say how a picture is decoded and shown. */
const SHOWN = new Set([
  ...['ispe', 'pixi', 'av1C', 'colr', 'irot', 'imir', 'clap', 'pasp', 'auxC', 'a1op', 'lsel'],
  ...['a1lx', 'clli', 'mdcv', 'cclv', 'amve'],
]);
/** Items that are pictures, or put together of such. */
const PICTURES = new Set(['av01', 'grid', 'iovl', 'iden']);
const TRANSPARENCY = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';

/** Bytes that the decoder of AV1 holds for each pixel, whatever the depth and the sampling: measured. */
const DECODER = 20;
/** Bytes for each pixel of a picture that is put together of tiles. */
const JOINED = 8;

/** Reads the headers of an AVIF. @throws UnsupportedPicture of an animated one */
export function avifAnatomy(file: Buffer): Anatomy {
  const parts = avifItems(file);
  const primary = itemOf(parts, parts.primary);
  const { width, height } = sizeOf(primary);
  const largest = Math.max(
    ...shownItems(parts)
      .filter(({ type }) => type === 'av01')
      .map((item) => area(sizeOf(item))),
  );
  const joined = primary.type === 'av01' ? 0 : JOINED * width * height;
  const turned = primary.properties.some(
    ({ box: { type, data } }) => type === 'irot' && (data[0] ?? 0) % 2 === 1,
  );
  return {
    ...(turned ? { width: height, height: width } : { width, height }),
    // How it is turned is part of how it is shown: every decoder does that, whatever EXIF says.
    orientation: 1,
    frames: 1,
    decoderBytes: DECODER * largest + joined,
    turningBytes: 0,
  };
}

/**
 * An AVIF of its picture, the tiles and the transparency of that, and nothing else: no EXIF, XMP, previews, names,
 * nor bytes that belong to nothing. The compressed pixels stay as they are.
 */
export function cleanAvif(file: Buffer): Buffer {
  const parts = avifItems(file);
  return avifOf(parts, shownItems(parts).map(plain));
}

/** The same with a colour profile, beside the numbers that tell how its channels are stored. */
export function withAvifProfile(file: Buffer, profile: Buffer): Buffer {
  const parts = avifItems(file);
  const told = { box: { type: 'colr', data: profileData(profile) }, essential: false };
  return avifOf(
    parts,
    shownItems(parts)
      .map(plain)
      .map((item) =>
        item.id === parts.primary ? { ...item, properties: [...item.properties, told] } : item,
      ),
  );
}

function avifOf(parts: AvifItems, items: readonly AvifItem[]): Buffer {
  const properties = new Map<string, { place: number; bytes: Buffer }>();
  const links = items.map((item) => number16(item.id, propertyLinks(item, properties)));
  const ids = new Set(items.map(({ id }) => id));
  const references = parts.references
    .filter(({ type, from }) => ['dimg', 'auxl', 'prem'].includes(type) && ids.has(from))
    .map(({ type, from, to }) => ({ type, from, to: to.filter((id) => ids.has(id)) }))
    .filter(({ to }) => to.length > 0)
    .map(({ type, from, to }) =>
      box(type, number(from, 2), number(to.length, 2), ...to.map((id) => number(id, 2))),
    );
  const head = box('ftyp', Buffer.from('avif\0\0\0\0avifmif1miaf', 'latin1'));
  const meta = (start: number): Buffer =>
    box(
      'meta',
      versionAndFlags(0),
      box('hdlr', versionAndFlags(0), Buffer.from('\0\0\0\0pict', 'latin1'), Buffer.alloc(13)),
      box('pitm', versionAndFlags(0), number(parts.primary, 2)),
      iloc(items, start),
      iinf(items),
      ...(references.length === 0 ? [] : [box('iref', versionAndFlags(0), ...references)]),
      box(
        'iprp',
        box('ipco', ...[...properties.values()].map(({ bytes }) => bytes)),
        box('ipma', versionAndFlags(0, 1), number(links.length, 4), ...links),
      ),
    );
  const start = head.length + meta(0).length + 8;
  return Buffer.concat([head, meta(start), box('mdat', ...items.map(({ data }) => data))]);
}

function itemOf({ items }: AvifItems, id: number): AvifItem {
  const item = items.get(id);
  if (item === undefined || !PICTURES.has(item.type)) {
    throw new Error('It has no picture.');
  }
  return item;
}

/** The picture, what it is made of, and their transparency; in the order of the file. */
function shownItems(parts: AvifItems): AvifItem[] {
  itemOf(parts, parts.primary);
  const shown = new Set([parts.primary]);
  for (let before = 0; before < shown.size;) {
    before = shown.size;
    for (const { type, from, to } of parts.references) {
      if (type === 'dimg' && shown.has(from)) {
        to.forEach((id) => shown.add(id));
      } else if (type === 'auxl' && to.some((id) => shown.has(id)) && isAlpha(parts, from)) {
        shown.add(from);
      }
    }
  }
  return [...parts.items.values()].filter(({ id, type }) => shown.has(id) && PICTURES.has(type));
}

function isAlpha({ items }: AvifItems, id: number): boolean {
  return (items.get(id)?.properties ?? []).some(
    ({ box: { type, data } }) => type === 'auxC' && new Numbers(data, 4).text() === TRANSPARENCY,
  );
}

function sizeOf({ properties }: AvifItem): { width: number; height: number } {
  const size = properties.find(({ box: { type } }) => type === 'ispe')?.box.data;
  if (size === undefined) {
    throw new Error('It does not say how large it is.');
  }
  return { width: size.readUInt32BE(4), height: size.readUInt32BE(8) };
}

function area({ width, height }: { width: number; height: number }): number {
  return width * height;
}

function plain(item: AvifItem): AvifItem {
  return {
    ...item,
    data: item.type === 'av01' ? plainUnits(item.data) : item.data,
    properties: item.properties.flatMap((property) => plainProperty(property) ?? []),
  };
}

function plainProperty({ box: { type, data }, essential }: ItemProperty): ItemProperty | undefined {
  if (!SHOWN.has(type)) {
    return undefined;
  }
  if (type === 'av1C') {
    const units = plainUnits(data.subarray(4));
    return { box: { type, data: Buffer.concat([data.subarray(0, 4), units]) }, essential };
  }
  const isProfile = type === 'colr' && ['prof', 'rICC'].includes(data.toString('latin1', 0, 4));
  if (!isProfile) {
    return { box: { type, data }, essential };
  }
  const profile = plainProfile(data.subarray(4));
  return profile && { box: { type, data: profileData(profile) }, essential };
}

/** Numbers of the properties of an item; those that are new get a place. */
function propertyLinks(
  { properties }: AvifItem,
  known: Map<string, { place: number; bytes: Buffer }>,
): number[] {
  return properties.map(({ box: { type, data }, essential }) => {
    const bytes = box(type, data);
    const key = bytes.toString('latin1');
    const place = known.get(key)?.place ?? known.size + 1;
    known.set(key, { place, bytes });
    return (essential ? 0x8000 : 0) | place;
  });
}

function number16(id: number, links: readonly number[]): Buffer {
  return Buffer.concat([number(id, 2), number(links.length, 1), ...links.map((n) => number(n, 2))]);
}

function iloc(items: readonly AvifItem[], start: number): Buffer {
  let at = start;
  const places = items.map(({ id, data }) => {
    const place = [
      number(id, 2),
      number(0, 2),
      number(1, 2),
      number(at, 4),
      number(data.length, 4),
    ];
    at += data.length;
    return Buffer.concat(place);
  });
  return box('iloc', versionAndFlags(0), number(0x4400, 2), number(items.length, 2), ...places);
}

function iinf(items: readonly AvifItem[]): Buffer {
  const isAuxiliary = ({ properties }: AvifItem): boolean =>
    properties.some(({ box: { type } }) => type === 'auxC');
  const entries = items.map((item) =>
    box(
      'infe',
      // What is no picture by itself is hidden.
      versionAndFlags(2, isAuxiliary(item) ? 1 : 0),
      number(item.id, 2),
      number(0, 2),
      Buffer.from(`${item.type}\0`, 'latin1'),
    ),
  );
  return box('iinf', versionAndFlags(0), number(entries.length, 2), ...entries);
}

function profileData(profile: Buffer): Buffer {
  return Buffer.concat([Buffer.from('prof'), profile]);
}

/** The colours that an AVIF tells by numbers and not by a profile: those of ITU-T H.273. */
export function avifColours(file: Buffer): { primaries: number; transfer: number } | undefined {
  const parts = avifItems(file);
  const told = itemOf(parts, parts.primary).properties.filter(
    ({ box: { type } }) => type === 'colr',
  );
  const kind = (data: Buffer): string => data.toString('latin1', 0, 4);
  const numbers = told.find(({ box: { data } }) => kind(data) === 'nclx')?.box.data;
  if (numbers === undefined || told.some(({ box: { data } }) => kind(data) !== 'nclx')) {
    return undefined;
  }
  return { primaries: numbers.readUInt16BE(4), transfer: numbers.readUInt16BE(6) };
}
