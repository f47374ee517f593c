import sharp, { type Sharp } from 'sharp';
import { type PictureFormat, pictureFormat } from '../medium/picture-format.js';
import { anatomyOf, cleanFile } from './picture-file.js';
import { UnsupportedPicture } from './unsupported-picture.js';

const SECRET = 'planted-by-the-test';
const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
const picture = (width = 61, height = 43): Sharp =>
  sharp({ create: { width, height, channels: 3, background: 'black', noise } })
    .withExif({ IFD0: { Artist: SECRET }, IFD3: { GPSLatitudeRef: 'N' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${SECRET}</x:xmpmeta>`);
const frames = (): Sharp => {
  const data = Buffer.concat([9, 99, 199].map((level) => Buffer.alloc(20 * 10 * 3, level)));
  return sharp(data, { raw: { width: 20, height: 30, channels: 3, pageHeight: 10 } });
};

/** Each format, with what people and programs put into it beside the picture. */
const files: [string, PictureFormat['mimeType'], () => Promise<Buffer>][] = [
  ['a photo', 'image/jpeg', async () => withComment(await picture().jpeg().toBuffer())],
  [
    'a progressive photo',
    'image/jpeg',
    async () =>
      withComment(
        await picture().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      ),
  ],
  ['a PNG', 'image/png', async () => withText(await picture().png().toBuffer())],
  [
    'a PNG of 16 bits',
    'image/png',
    async () => withText(await picture().toColourspace('rgb16').png().toBuffer()),
  ],
  ['a PNG with a palette', 'image/png', () => picture().png({ palette: true }).toBuffer()],
  ['a lossy WebP', 'image/webp', () => picture().webp().toBuffer()],
  ['a lossless WebP', 'image/webp', () => picture().webp({ lossless: true }).toBuffer()],
  [
    'an animated WebP',
    'image/webp',
    () =>
      frames()
        .withExif({ IFD0: { Artist: SECRET } })
        .webp({ delay: [70, 80, 90], loop: 3 })
        .toBuffer(),
  ],
  [
    'an animated GIF',
    'image/gif',
    async () =>
      withGifComment(
        await frames()
          .gif({ delay: [70, 80, 90], loop: 3 })
          .toBuffer(),
      ),
  ],
  ['an AVIF', 'image/avif', () => picture().avif({ effort: 0 }).toBuffer()],
  [
    'a transparent AVIF of 10 bits',
    'image/avif',
    () => picture().ensureAlpha(0.5).avif({ effort: 0, bitdepth: 10 }).toBuffer(),
  ],
];

function format(mimeType: string): PictureFormat {
  return pictureFormat(mimeType)!;
}

const pixels = (data: Buffer): Promise<Buffer> =>
  sharp(data, { animated: true }).raw({ depth: 'ushort' }).toBuffer();

describe.each(files)('%s', (_what, mimeType, make) => {
  it('loses everything but the picture, and not a pixel', async () => {
    const given = Buffer.concat([await make(), Buffer.from(SECRET)]);
    expect(given.toString('latin1').split(SECRET).length).toBeGreaterThan(1);

    const clean = cleanFile(given, format(mimeType));

    expect(clean.includes(SECRET)).toBe(false);
    expect((await pixels(clean)).equals(await pixels(given))).toBe(true);
    const [before, after] = await Promise.all(
      [given, clean].map((data) => sharp(data, { animated: true }).metadata()),
    );
    expect([after!.exif, after!.xmp, after!.iptc, after!.comments]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
    for (const kept of ['format', 'width', 'height', 'pages', 'delay', 'loop', 'depth'] as const) {
      expect([kept, after![kept]]).toEqual([kept, before![kept]]);
    }
    expect([after!.isPalette, after!.bitsPerSample]).toEqual([
      before!.isPalette,
      before!.bitsPerSample,
    ]);
  });

  it('stays what it is when it is cleaned again', async () => {
    const clean = cleanFile(await make(), format(mimeType));

    expect(cleanFile(clean, format(mimeType)).equals(clean)).toBe(true);
  });

  it('tells its dimensions and frames by its headers', async () => {
    const given = await make();
    const found = await sharp(given, { animated: true }).metadata();

    expect(anatomyOf(given, format(mimeType))).toMatchObject({
      width: found.width,
      height: found.pageHeight ?? found.height,
      frames: found.pages ?? 1,
    });
  });

  it('is refused and nothing worse when any of its bytes is another, or all from one on are gone', async () => {
    const given = await make();
    const step = Math.max(1, Math.floor(given.length / 300));
    for (let at = 0; at < given.length; at += step) {
      const bent = Buffer.from(given);
      bent[at] = (bent[at] ?? 0) ^ 0xff;
      for (const damaged of [bent, given.subarray(0, at)]) {
        for (const read of [anatomyOf, cleanFile]) {
          try {
            read(damaged, format(mimeType));
          } catch (error) {
            if (!(error instanceof UnsupportedPicture)) {
              expect(error).toMatchObject({ problem: { code: 'media-unreadable' } });
            }
          }
        }
      }
    }
  });
});

it('refuses what is whole but of a kind that it does not take, and says so', async () => {
  const photo = await picture().jpeg().toBuffer();
  const frame = photo.indexOf(Buffer.from([0xff, 0xc0]));
  const [deep, lossless] = [Buffer.from(photo), Buffer.from(photo)];
  deep[frame + 4] = 12;
  lossless[frame + 1] = 0xc3;
  const moving = Buffer.concat([
    await picture().avif({ effort: 0 }).toBuffer(),
    Buffer.from('\0\0\0\x08moov', 'latin1'),
  ]);

  expect(() => anatomyOf(deep, format('image/jpeg'))).toThrow(/12 bits/);
  expect(() => anatomyOf(lossless, format('image/jpeg'))).toThrow(/Lossless/);
  expect(() => anatomyOf(moving, format('image/avif'))).toThrow(/Animated AVIF/);
});

function withComment(jpeg: Buffer): Buffer {
  const comment = Buffer.from(`\xff\xfe\0\x15${SECRET}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

function withText(png: Buffer): Buffer {
  const text = Buffer.from(`\0\0\0\x15tEXta\0${SECRET}....`, 'latin1');
  return Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]);
}

function withGifComment(gif: Buffer): Buffer {
  const end = 13 + (((gif[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((gif[10] ?? 0) & 7) + 1));
  const comment = Buffer.from(`\x21\xfe\x13${SECRET}\0`, 'latin1');
  return Buffer.concat([gif.subarray(0, end), comment, gif.subarray(end)]);
}
