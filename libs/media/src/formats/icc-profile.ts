/**
 * What of a colour profile tells how a picture looks. The rest names its maker, a camera or a screen, and the time
 * when that was measured.
 */
const COLOUR_TAGS = new Set([
  ...['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'wtpt', 'bkpt', 'chad', 'lumi'],
  ...['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2', 'gamt', 'cicp'],
  ...['D2B0', 'D2B1', 'D2B2', 'D2B3', 'B2D0', 'B2D1', 'B2D2', 'B2D3'],
]);
const HEADER = 128;

/** One entry of a profile: its name of four letters, and its data. */
export type ProfileTag = readonly [name: string, data: Buffer];

/**
 * The same profile with nothing but its colours.
 *
 * @returns `undefined` when it is none, or says what holds without it: sRGB
 */
export function plainProfile(profile: Buffer): Buffer | undefined {
  if (profile.length < HEADER + 4 || profile.toString('latin1', 36, 40) !== 'acsp') {
    return undefined;
  }
  const header = Buffer.from(profile.subarray(0, HEADER));
  // Preferred maker of the calculation, time, platform, maker and model of a device, creator and checksum.
  header.fill(0, 4, 8).fill(0, 24, 36).fill(0, 40, 44).fill(0, 48, 64).fill(0, 80, HEADER);
  const tags: ProfileTag[] = [];
  for (let i = 0; i < Math.min(profile.readUInt32BE(HEADER), 100); i += 1) {
    const entry = HEADER + 4 + 12 * i;
    if (entry + 12 > profile.length) {
      return undefined;
    }
    const name = profile.toString('latin1', entry, entry + 4);
    const [from, size] = [profile.readUInt32BE(entry + 4), profile.readUInt32BE(entry + 8)];
    if (COLOUR_TAGS.has(name)) {
      tags.push([name, profile.subarray(from, from + size)]);
    }
  }
  return isSrgb(new Map(tags)) ? undefined : profileOf(header, tags);
}

/** The primaries of sRGB as profiles hold them: adapted to their white. */
const SRGB_PRIMARIES = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7139],
} as const;
const SRGB_MIDDLE = 0.214;

function isSrgb(tags: ReadonlyMap<string, Buffer>): boolean {
  const isNear = (value: number, other: number): boolean => Math.abs(value - other) < 0.003;
  const hasPrimaries = Object.entries(SRGB_PRIMARIES).every(([name, values]) => {
    const data = tags.get(name);
    return (
      data !== undefined &&
      data.length >= 20 &&
      values.every((value, i) => isNear(data.readInt32BE(8 + 4 * i) / 65_536, value))
    );
  });
  return (
    hasPrimaries &&
    !tags.has('A2B0') &&
    !tags.has('cicp') &&
    ['rTRC', 'gTRC', 'bTRC'].every((name) => isNear(middleOf(tags.get(name)), SRGB_MIDDLE))
  );
}

/** Where a curve takes the middle of what is stored; `NaN` for one that isn't understood. */
function middleOf(curve: Buffer | undefined): number {
  if (curve === undefined || curve.length < 14) {
    return Number.NaN;
  }
  if (curve.toString('latin1', 0, 4) === 'curv') {
    const count = curve.readUInt32BE(8);
    const at = 12 + 2 * ((count - 1) / 2);
    const [low, high] = [2 * Math.floor(at / 2), 2 * Math.ceil(at / 2)];
    return count > 100 && high + 2 <= curve.length
      ? (curve.readUInt16BE(low) + curve.readUInt16BE(high)) / 2 / 65_535
      : Number.NaN;
  }
  if (
    curve.toString('latin1', 0, 4) !== 'para' ||
    curve.readUInt16BE(8) !== 3 ||
    curve.length < 32
  ) {
    return Number.NaN;
  }
  const [g = 1, a = 0, b = 0] = [12, 16, 20].map((at) => curve.readInt32BE(at) / 65_536);
  return (a / 2 + b) ** g;
}

/** A profile of a header and tags, with the texts that each must have. */
export function profileOf(header: Buffer, tags: readonly ProfileTag[]): Buffer {
  const all = [...TEXTS, ...tags];
  const table = Buffer.alloc(4 + 12 * all.length);
  table.writeUInt32BE(all.length);
  const parts: Buffer[] = [];
  const places = new Map<string, number>();
  let end = HEADER + table.length;
  for (const [i, [name, data]] of all.entries()) {
    // Channels with one curve share it.
    const content = data.toString('latin1');
    const at = places.get(content) ?? end;
    if (at === end) {
      const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
      parts.push(data, padding);
      places.set(content, at);
      end += data.length + padding.length;
    }
    table.write(name, 4 + 12 * i, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * i);
    table.writeUInt32BE(data.length, 12 + 12 * i);
  }
  const profile = Buffer.concat([header, table, ...parts]);
  profile.writeUInt32BE(profile.length);
  return profile;
}

/** The description and copyright that a profile must have, as versions 2 and 4 write them. */
const TEXTS: readonly ProfileTag[] = [
  ['desc', descriptionOf('Colours')],
  ['cprt', Buffer.from('text\0\0\0\0Public domain\0', 'latin1')],
];

function descriptionOf(text: string): Buffer {
  const data = Buffer.alloc(12 + text.length + 1 + 4 + 4 + 2 + 1 + 67);
  data.write('desc', 0, 'latin1');
  data.writeUInt32BE(text.length + 1, 8);
  data.write(text, 12, 'latin1');
  return data;
}
