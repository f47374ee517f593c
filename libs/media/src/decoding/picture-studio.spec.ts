import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { type PictureFile, pictures } from '#libs/testing';
import { sniff } from '../formats/picture-sniffer.js';
import { type PictureFormat, pictureFormat } from '../medium/picture-format.js';
import { PictureStudio } from './picture-studio.js';

const studio = new PictureStudio();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maru-studio-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function laid(picture: PictureFile): Promise<string> {
  const path = join(folder, picture.name);
  await writeFile(path, picture.data);
  return path;
}

function format(mimeType: string): PictureFormat {
  const found = pictureFormat(mimeType);
  if (!found) {
    throw new Error(mimeType);
  }
  return found;
}

const accepted: [string, () => PictureFile | Promise<PictureFile>, string, [number, number]][] = [
  ['a photo', pictures.jpeg, 'image/jpeg', [120, 80]],
  ['a photo held sideways, with its place', pictures.jpegWithLocation, 'image/jpeg', [300, 400]],
  ['a photo for print', pictures.jpegCmyk, 'image/jpeg', [120, 80]],
  ['a grey photo', pictures.jpegGrey, 'image/jpeg', [120, 80]],
  ['a photo that is an archive too', pictures.zipPolyglot, 'image/jpeg', [120, 80]],
  ['a PNG', pictures.png, 'image/png', [120, 80]],
  ['a PNG of 16 bits', pictures.png16, 'image/png', [120, 80]],
  ['a transparent PNG', pictures.pngTransparent, 'image/png', [120, 80]],
  ['a single pixel', pictures.pixel, 'image/png', [1, 1]],
  ['a WebP', pictures.webp, 'image/webp', [120, 80]],
  ['an animated GIF', pictures.animatedGif, 'image/gif', [40, 30]],
  ['an animated WebP', pictures.animatedWebp, 'image/webp', [40, 30]],
  ['an AVIF', pictures.avif, 'image/avif', [64, 48]],
];

describe.each(accepted)('%s', (_what, make, mimeType, [width, height]) => {
  it('is recognised by content, and no byte is lost over it', async () => {
    const { data } = await make();
    const chunks = Array.from({ length: Math.ceil(data.length / 100) }, (_, i) =>
      data.subarray(i * 100, (i + 1) * 100),
    );

    const sniffed = await sniff(Readable.from(chunks));

    expect(sniffed.format?.mimeType).toBe(mimeType);
    expect((await buffer(Readable.from(sniffed.chunks))).equals(data)).toBe(true);
  });

  it('tells its dimensions as it is looked at', async () => {
    const dimensions = await studio.inspect(await laid(await make()), format(mimeType));

    expect(dimensions).toEqual({ width, height });
  });

  it('is stripped of everything but the picture, and keeps its format', async () => {
    const { data, dimensions } = await studio.strip(await laid(await make()), format(mimeType));

    const found = await sharp(data, { animated: true }).metadata();
    expect(dimensions).toEqual({ width, height });
    expect(found.format).toBe(mimeType === 'image/avif' ? 'heif' : mimeType.slice('image/'.length));
    expect([found.exif, found.xmp, found.iptc, found.comments]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
    expect(found.orientation ?? 1).toBe(1);
    for (const secret of ['Mina', 'GPS', '<script', 'PK\x05\x06']) {
      expect(data.includes(secret)).toBe(false);
    }
  });

  it('gets WebP variants that fit and are never enlarged, and a placeholder', async () => {
    const { variants, blurhash } = await studio.reduce(await laid(await make()), format(mimeType));

    expect([...variants.keys()]).toEqual(['thumbnail', 'small', 'large']);
    for (const { data, dimensions } of variants.values()) {
      const found = await sharp(data).metadata();
      expect(found.format).toBe('webp');
      expect({ width: found.width, height: found.height }).toEqual(dimensions);
      expect([found.exif, found.icc, found.xmp]).toEqual([undefined, undefined, undefined]);
      expect(Math.max(found.width, found.height)).toBeLessThanOrEqual(Math.max(width, height));
    }
    // 4 × 3 components make 28 characters.
    expect(blurhash).toHaveLength(28);
  });
});

it('turns a sideways photo upright: the corners move', async () => {
  const path = await laid(await pictures.jpegWithLocation());
  const { data } = await studio.strip(path, format('image/jpeg'));

  const stored = await sharp(path).raw().toBuffer();
  const upright = await sharp(data).raw().toBuffer();
  const bottomLeft = stored.subarray(299 * 400 * 3, 299 * 400 * 3 + 3);
  expect(Math.abs((upright[0] ?? 0) - (bottomLeft[0] ?? 255))).toBeLessThan(20);
  expect(Math.abs((upright[1] ?? 0) - (bottomLeft[1] ?? 0))).toBeLessThan(20);
});

it.each([
  ['GIF', pictures.animatedGif, 'image/gif'],
  ['WebP', pictures.animatedWebp, 'image/webp'],
])('keeps an animated %s moving, at its pace', async (_name, make, mimeType) => {
  const { data } = await studio.strip(await laid(await make()), format(mimeType));

  const found = await sharp(data, { animated: true }).metadata();
  expect(found.pages).toBe(3);
  expect(found.delay).toEqual([100, 200, 300]);
});

it('keeps what is transparent transparent', async () => {
  const path = await laid(await pictures.pngTransparent());

  const { variants } = await studio.reduce(path, format('image/png'));

  expect((await sharp(variants.get('small')?.data).metadata()).hasAlpha).toBe(true);
});

it.each([320, 640, 1600])('fits a large photo into %i pixels', async (side) => {
  const path = await laid(await pictures.jpeg({ width: 2000, height: 1500 }));

  const { variants } = await studio.reduce(path, format('image/jpeg'));

  const sides = [...variants.values()].map(({ dimensions }) => dimensions.width);
  expect(sides).toContain(side);
});

it.each([
  ['a truncated photo', pictures.truncated, 'image/jpeg', 'media-unreadable'],
  ['a truncated PNG', pictures.truncatedPng, 'image/png', 'media-unreadable'],
  ['a hollow photo', pictures.hollow, 'image/jpeg', 'media-unreadable'],
  ['a picture of another format', pictures.png, 'image/jpeg', 'media-unreadable'],
])('refuses %s', async (_what, make, mimeType, code) => {
  const path = await laid(await make());

  for (const look of [
    () => studio.inspect(path, format(mimeType)),
    () => studio.reduce(path, format(mimeType)),
  ]) {
    await expect(look()).rejects.toMatchObject({ problem: { code } });
  }
});

it.each([
  ['a renamed text', pictures.renamedText],
  ['an SVG', pictures.svg],
  ['a page', pictures.html],
  ['a PDF', pictures.pdf],
  ['nothing', pictures.empty],
])('does not take %s for a picture', async (_what, make) => {
  const { data } = make();

  expect((await sniff(Readable.from([data]))).format).toBeUndefined();
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a picture with the orientation %i', (orientation) => {
  const [width, height] = [48, 32];
  const sides = orientation < 5 ? [width, height] : [height, width];
  /** Its corners differ in colour. */
  const stored = () => {
    const data = Buffer.alloc(width * height * 3);
    for (let i = 0; i < width * height; i += 1) {
      const [left, top] = [i % width < width / 2, i < (width * height) / 2];
      data.set([left ? 220 : 30, top ? 220 : 30, left === top ? 30 : 220], 3 * i);
    }
    return sharp(data, { raw: { width, height, channels: 3 } });
  };
  const corners = async (data: Buffer, frame = 0) => {
    const { data: pixels, info } = await sharp(data, { page: frame })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [
      [2, 2],
      [info.width - 3, 2],
      [2, info.height - 3],
      [info.width - 3, info.height - 3],
    ].map(([x, y]) => {
      const at = 3 * (y! * info.width + x!);
      return [...pixels.subarray(at, at + 3)].map((value) => (value > 128 ? 1 : 0)).join('');
    });
  };
  const meant = async () =>
    corners(
      await sharp(await stored().withMetadata({ orientation }).png().toBuffer())
        .autoOrient()
        .png()
        .toBuffer(),
    );

  it.each([
    ['image/jpeg', () => stored().withMetadata({ orientation }).jpeg().toBuffer()],
    [
      'image/png',
      () => stored().toColourspace('rgb16').withMetadata({ orientation }).png().toBuffer(),
    ],
    [
      'image/webp',
      () => stored().withMetadata({ orientation }).webp({ lossless: true }).toBuffer(),
    ],
  ])('stands upright, of type %s', async (mimeType, make) => {
    const given = await make();
    const path = await laid({ name: 'turned', data: given });

    const [original, { variants, dimensions }] = [
      await studio.strip(path, format(mimeType)),
      await studio.reduce(path, format(mimeType)),
    ];

    expect([dimensions.width, dimensions.height]).toEqual(sides);
    expect(await studio.inspect(path, format(mimeType))).toEqual(dimensions);
    for (const { data } of [original, ...variants.values()]) {
      const found = await sharp(data).metadata();
      expect([found.width, found.height, found.orientation ?? 1]).toEqual([...sides, 1]);
      expect(await corners(data)).toEqual(await meant());
    }
    expect((await sharp(original.data).metadata()).depth).toBe(
      (await sharp(given).metadata()).depth,
    );
  });

  it('stands upright in each frame of an animation', async () => {
    const frame = await stored().raw().toBuffer();
    const raw = { width, height: height * 2, channels: 3, pageHeight: height } as const;
    const given = await sharp(Buffer.concat([frame, frame.map((value) => 250 - value)]), { raw })
      .withMetadata({ orientation })
      .webp({ delay: [70, 90], loop: 2, lossless: true })
      .toBuffer();
    const path = await laid({ name: 'turned.webp', data: given });

    const { data } = await studio.strip(path, format('image/webp'));
    const { variants, dimensions } = await studio.reduce(path, format('image/webp'));

    const found = await sharp(data, { animated: true }).metadata();
    expect(found).toMatchObject({ pages: 2, delay: [70, 90], loop: 2 });
    expect([found.width, found.pageHeight]).toEqual(sides);
    expect([dimensions.width, dimensions.height]).toEqual(sides);
    const first = await meant();
    expect(await corners(data)).toEqual(first);
    expect(await corners(data, 1)).toEqual(
      first.map((bits) => bits.replace(/[01]/g, (b) => (b === '0' ? '1' : '0'))),
    );
    expect(await corners(variants.get('small')!.data)).toEqual(first);
  });
});
