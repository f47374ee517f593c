import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { pictureFormat } from '../medium/picture-format.js';
import { cleanFile, showable } from './picture-file.js';

const [PNG, AVIF, GIF] = ['image/png', 'image/avif', 'image/gif'].map((t) => pictureFormat(t)!);
type Colour = [red: number, green: number, blue: number];

const flat = ([r, g, b]: Colour) =>
  sharp({ create: { width: 16, height: 16, channels: 3, background: { r, g, b } } });

/** The colour that is decoded, in sRGB. */
async function seen(data: Buffer): Promise<number[]> {
  return [
    ...(await sharp(data).toColourspace('srgb').removeAlpha().raw().toBuffer()).subarray(0, 3),
  ];
}

/** How far two colours are from each other, in the channel in which they differ most. */
function distance(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
}

async function png(colour: Colour, chunks: readonly [type: string, data: Buffer][]) {
  const data = await flat(colour).png().toBuffer();
  const made = chunks.map(([type, content]) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([data.subarray(0, 33), ...made, data.subarray(33)]);
}

function numbers(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => data.writeUInt32BE(value, 4 * i));
  return data;
}

async function avif(colour: Colour, primaries: number, transfer: number): Promise<Buffer> {
  const data = await flat(colour)
    .avif({ lossless: true, chromaSubsampling: '4:4:4', effort: 0 })
    .toBuffer();
  const told = data.indexOf('nclx');
  data.writeUInt16BE(primaries, told + 4);
  data.writeUInt16BE(transfer, told + 6);
  return data;
}

const P3 = numbers(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000);

// The right values are those of CSS Color 4, and of the definition of gamma.
it.each([
  ['primaries of P3 in a PNG', () => png([200, 60, 60], [['cHRM', P3]]), [217, 42, 52]],
  [
    'P3 by its number in a PNG',
    () => png([200, 60, 60], [['cICP', Buffer.from([12, 13, 0, 1])]]),
    [217, 42, 52],
  ],
  ['P3 by its number in an AVIF', () => avif([200, 60, 60], 12, 13), [217, 42, 52]],
  ['linear light in a PNG', () => png([55, 13, 55], [['gAMA', numbers(100_000)]]), [128, 64, 128]],
  ['linear light in an AVIF', () => avif([55, 13, 55], 1, 8), [128, 64, 128]],
  ['BT.2020 in an AVIF, grey', () => avif([90, 90, 90], 9, 13), [90, 90, 90]],
] as const)('%s is shown as it was meant', async (_what, make, meant) => {
  const given = await make();
  const format = given[1] === 0x50 ? PNG! : AVIF!;

  expect(distance(await seen(showable(given, format)!), meant)).toBeLessThan(3);
});

it.each([16, 18])(
  'high dynamic range (%i) fits onto a screen, brighter staying brighter',
  async (n) => {
    const shown: number[] = [];
    for (const level of [20, 80, 120, 160, 200, 250]) {
      shown.push((await seen(showable(await avif([level, level, level], 9, n), AVIF!)!))[0]!);
    }

    expect([...shown].sort((a, b) => a - b)).toEqual(shown);
    expect(new Set(shown).size).toBeGreaterThan(4);
  },
);

it.each([
  ['what says nothing', () => png([1, 2, 3], [])],
  ['the gamma of sRGB', () => png([1, 2, 3], [['gAMA', numbers(45_455)]])],
  [
    'sRGB, whatever else it says',
    () =>
      png(
        [1, 2, 3],
        [
          ['sRGB', Buffer.from([0])],
          ['gAMA', numbers(100_000)],
        ],
      ),
  ],
  [
    'primaries that make no sense',
    () => png([1, 2, 3], [['cHRM', numbers(0, 0, 0, 0, 0, 0, 0, 0)]]),
  ],
  ['a gamma of nothing', () => png([1, 2, 3], [['gAMA', numbers(0)]])],
])('%s is left alone', async (_what, make) => {
  expect(showable(await make(), PNG!)).toBeUndefined();
});

it('what tells of colours stays in the original', async () => {
  const given = await png(
    [9, 9, 9],
    [
      ['cHRM', P3],
      ['gAMA', numbers(100_000)],
    ],
  );

  const clean = cleanFile(given, PNG!);

  expect(clean.includes('cHRM') && clean.includes('gAMA')).toBe(true);
  expect(cleanFile(await avif([9, 9, 9], 9, 16), AVIF!).includes('nclx\0\x09\0\x10')).toBe(true);
});

describe('a GIF whose first frame does not cover it', () => {
  /** Its screen is made larger than its frame. */
  async function gappy(colours: number): Promise<Buffer> {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
    const source = sharp({
      create: { width: 40, height: 40, channels: 3, background: 'red', noise },
    });
    const data = await source.gif({ colours, dither: 0 }).toBuffer();
    for (let at = data.indexOf('\x21\xf9\x04', 0, 'latin1'); at !== -1;) {
      data[at + 3] = (data[at + 3] ?? 0) & 0xfe;
      at = data.indexOf('\x21\xf9\x04', at + 1, 'latin1');
    }
    data.writeUInt16LE(60, 6);
    return data;
  }
  const alphaAt = async (data: Buffer, x: number): Promise<number | undefined> => {
    const pixels = await sharp(data).ensureAlpha().raw().toBuffer();
    return pixels[4 * x + 3];
  };

  it.each([4, 16])('is transparent there, in the original too, of %i colours', async (colours) => {
    const given = await gappy(colours);
    expect(await alphaAt(given, 50)).toBe(255);

    for (const shown of [cleanFile(given, GIF!), showable(given, GIF!)!]) {
      expect([await alphaAt(shown, 10), await alphaAt(shown, 50)]).toEqual([255, 0]);
    }
  });

  it('is transparent there in what is made of it when no colour is free', async () => {
    const given = await gappy(256);

    expect([
      await alphaAt(showable(given, GIF!)!, 10),
      await alphaAt(showable(given, GIF!)!, 50),
    ]).toEqual([255, 0]);
    expect((await sharp(cleanFile(given, GIF!)).metadata()).pages ?? 1).toBe(1);
  });
});
