import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A file as somebody would upload it. */
export interface PictureFile {
  readonly name: string;
  readonly data: Buffer;
}

/** What a made picture looks like; a smooth gradient, so that no two corners have one colour. */
export interface PictureShape {
  readonly width?: number;
  readonly height?: number;
}

/** A place in Seoul, as cameras write it. */
const GPS = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '37/1 33/1 59/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '126/1 58/1 41/1',
} as const;

/** Pictures of every kind that is accepted, and files that only pretend to be one. */
export const pictures = {
  /** An ordinary photo. */
  jpeg: async (shape: PictureShape = {}): Promise<PictureFile> =>
    file('photo.jpg', await gradient(shape).jpeg().toBuffer()),

  /** A photo with the place where it was taken, held sideways: its pixels are 400 × 300, it is 300 × 400. */
  jpegWithLocation: async (): Promise<PictureFile> =>
    file(
      'phone.jpg',
      await gradient({ width: 400, height: 300 })
        .withMetadata({ orientation: 6 })
        .withExifMerge({ IFD0: { Artist: 'Mina' }, IFD3: GPS })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>Mina</secret></x:xmpmeta>')
        .jpeg()
        .toBuffer(),
    ),

  /** A photo for print. */
  jpegCmyk: async (): Promise<PictureFile> =>
    file('print.jpg', await gradient({}).toColourspace('cmyk').jpeg().toBuffer()),

  jpegGrey: async (): Promise<PictureFile> =>
    file('grey.jpg', await gradient({}).toColourspace('b-w').jpeg().toBuffer()),

  png: async (shape: PictureShape = {}): Promise<PictureFile> =>
    file('drawing.png', await gradient(shape).png().toBuffer()),

  png16: async (): Promise<PictureFile> =>
    file('deep.png', await gradient({}).toColourspace('rgb16').png().toBuffer()),

  pngTransparent: async (): Promise<PictureFile> =>
    file('glass.png', await gradient({}).ensureAlpha(0.5).png().toBuffer()),

  /** One black pixel. */
  pixel: (): PictureFile => file('dot.png', blankPng(1, 1)),

  /** 56 million pixels in a few kilobytes. */
  tooManyPixels: (): PictureFile => file('huge.png', blankPng(8000, 7000)),

  /** Exactly 50 million pixels. */
  fiftyMegapixels: (): PictureFile => file('map.png', blankPng(8000, 6250)),

  /** One row more. */
  justTooManyPixels: (): PictureFile => file('map.png', blankPng(8000, 6251)),

  /** Says that it has 3,600 million pixels, and has next to none: who believes it runs out of memory. */
  pixelBomb: (): PictureFile => {
    const { data } = pictures.pixel();
    return file(
      'bomb.png',
      Buffer.concat([data.subarray(0, 8), pngHeader(60_000, 60_000), data.subarray(33)]),
    );
  },

  /** The same as an animation: each frame claims to be as large as can be. */
  gifBomb: async (): Promise<PictureFile> => {
    const { data } = await pictures.animatedGif();
    const frame = Buffer.from([0x2c, 0, 0, 0, 0, 40, 0, 30, 0]);
    const huge = Buffer.from([0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    const bomb = data
      .toString('latin1')
      .replaceAll(frame.toString('latin1'), huge.toString('latin1'));
    return file('bomb.gif', Buffer.from(bomb, 'latin1'));
  },

  webp: async (shape: PictureShape = {}): Promise<PictureFile> =>
    file('picture.webp', await gradient(shape).webp().toBuffer()),

  avif: async (): Promise<PictureFile> =>
    file('picture.avif', await gradient({ width: 64, height: 48 }).avif({ effort: 0 }).toBuffer()),

  /** Three frames of 40 × 30. */
  animatedGif: async (): Promise<PictureFile> =>
    file(
      'dance.gif',
      await animation()
        .gif({ delay: [100, 200, 300] })
        .toBuffer(),
    ),

  /** Three frames of 40 × 30. */
  animatedWebp: async (): Promise<PictureFile> =>
    file(
      'dance.webp',
      await animation()
        .webp({ delay: [100, 200, 300] })
        .toBuffer(),
    ),

  /** Three frames of 40 × 30 that are to be turned: they are looked at as 30 × 40. */
  animatedWebpSideways: async (): Promise<PictureFile> =>
    file(
      'sideways.webp',
      await animation()
        .withMetadata({ orientation: 6 })
        .webp({ delay: [100, 200, 300] })
        .toBuffer(),
    ),

  /** Has what only an animation has, at its end. */
  animatedAvif: async (): Promise<PictureFile> => {
    const { data } = await pictures.avif();
    return file('dance.avif', Buffer.concat([data, Buffer.from('\0\0\0\x08moov', 'latin1')]));
  },

  /** Says that its samples are of 12 bits, as only medical pictures are. */
  jpegDeep: async (): Promise<PictureFile> => {
    const { data } = await pictures.jpeg();
    data[data.indexOf(Buffer.from([0xff, 0xc0])) + 4] = 12;
    return file('scan.jpg', data);
  },

  /** The first two thirds of a photo. */
  truncated: async (): Promise<PictureFile> => {
    const { data } = await pictures.jpeg({ width: 600, height: 400 });
    return file('half.jpg', data.subarray(0, Math.floor((data.length * 2) / 3)));
  },

  truncatedPng: async (): Promise<PictureFile> => {
    const { data } = await pictures.png({ width: 600, height: 400 });
    return file('half.png', data.subarray(0, Math.floor((data.length * 2) / 3)));
  },

  /** The first of its three frames is whole. */
  truncatedGif: async (): Promise<PictureFile> => half(await pictures.animatedGif()),

  truncatedWebp: async (): Promise<PictureFile> => half(await pictures.animatedWebp()),

  truncatedAvif: async (): Promise<PictureFile> => half(await pictures.avif()),

  /** A photo that is an archive too, for programs that read from the end. */
  zipPolyglot: async (): Promise<PictureFile> => {
    const { data } = await pictures.jpeg();
    const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
    return file(
      'both.jpg',
      Buffer.concat([data, Buffer.from('<script>alert(1)</script>'), emptyZip]),
    );
  },

  /** The signature of a photo, and then nothing of one. */
  hollow: (): PictureFile =>
    file(
      'hollow.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)]),
    ),

  renamedText: (): PictureFile => file('notes.jpg', Buffer.from('These are notes.\n'.repeat(50))),

  svg: (): PictureFile =>
    file(
      'logo.svg',
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
      ),
    ),

  html: (): PictureFile =>
    file('page.png', Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(20))),

  pdf: (): PictureFile => file('paper.jpg', Buffer.from(`%PDF-1.7\n${'0 '.repeat(500)}`)),

  empty: (): PictureFile => file('empty.jpg', Buffer.alloc(0)),
} as const;

function file(name: string, data: Buffer): PictureFile {
  return { name, data };
}

function half({ name, data }: PictureFile): PictureFile {
  return file(name, data.subarray(0, Math.floor((data.length * 2) / 3)));
}

function gradient({ width = 120, height = 80 }: PictureShape): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      data[at] = Math.floor((255 * x) / width);
      data[at + 1] = Math.floor((255 * y) / height);
      data[at + 2] = 128;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function animation(): Sharp {
  const [width, height, frames] = [40, 30, 3];
  const data = Buffer.concat([0, 100, 200].map((level) => Buffer.alloc(width * height * 3, level)));
  return sharp(data, { raw: { width, height: height * frames, channels: 3, pageHeight: height } });
}

/** A picture of one bit a pixel, all black: compresses a thousandfold. */
function blankPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngHeader(width, height),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return pngChunk('IHDR', header);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
