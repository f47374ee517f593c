import sharp from 'sharp';
import { type PictureFile, pictures, storedObjects } from '#libs/testing';
import { type ServedStage, type StageAnswer, stages } from './stage.js';

type Make = () => PictureFile | Promise<PictureFile>;
/** Type, width, height and frames of what is served. */
type Served = [type: string, width: number, height: number, frames: number];

const UNSUPPORTED = '415 unsupported-media-type';
const UNREADABLE = '422 media-unreadable';
const TOO_MANY_PIXELS = '422 too-many-pixels';

/** What comes of each file that somebody may send: the picture that is served, or the answer that refuses it. */
// prettier-ignore
const outcomes: [what: string, file: Make, outcome: Served | string][] = [
  ['a JPEG held sideways, with a place', pictures.jpegWithLocation, ['image/jpeg', 300, 400, 1]],
  ['a CMYK JPEG',                        pictures.jpegCmyk,         ['image/jpeg', 120, 80, 1]],
  ['a grey JPEG',                        pictures.jpegGrey,         ['image/jpeg', 120, 80, 1]],
  ['a PNG of 16 bits',                   pictures.png16,            ['image/png', 120, 80, 1]],
  ['a transparent PNG',                  pictures.pngTransparent,   ['image/png', 120, 80, 1]],
  ['a WebP',                             pictures.webp,             ['image/webp', 120, 80, 1]],
  ['an animated WebP',                   pictures.animatedWebp,     ['image/webp', 40, 30, 3]],
  ['an animated WebP on its side',       pictures.animatedWebpSideways, ['image/webp', 30, 40, 3]],
  ['an animated GIF',                    pictures.animatedGif,      ['image/gif', 40, 30, 3]],
  ['an animated GIF cut in frame 2',     pictures.truncatedGif,     ['image/gif', 40, 30, 1]],
  ['an AVIF',                            pictures.avif,             ['image/avif', 64, 48, 1]],
  ['one pixel',                          pictures.pixel,            ['image/png', 1, 1, 1]],
  ['50 megapixels',                      pictures.fiftyMegapixels,  ['image/png', 8000, 6250, 1]],
  ['a JPEG that is a ZIP too',           pictures.zipPolyglot,      ['image/jpeg', 120, 80, 1]],
  ['a row over 50 megapixels',           pictures.justTooManyPixels, TOO_MANY_PIXELS],
  ['a PNG that claims 3,600 megapixels', pictures.pixelBomb,        TOO_MANY_PIXELS],
  ['a GIF whose frames claim too much',  pictures.gifBomb,          TOO_MANY_PIXELS],
  ['half a JPEG',                        pictures.truncated,        UNREADABLE],
  ['half a PNG',                         pictures.truncatedPng,     UNREADABLE],
  ['half an animated WebP',              pictures.truncatedWebp,    UNREADABLE],
  ['half an AVIF',                       pictures.truncatedAvif,    UNREADABLE],
  ['the beginning of a JPEG',            pictures.hollow,           UNREADABLE],
  ['an animated AVIF',                   pictures.animatedAvif,     UNSUPPORTED],
  ['a JPEG of 12 bits',                  pictures.jpegDeep,         UNSUPPORTED],
  ['a text called .jpg',                 pictures.renamedText,      UNSUPPORTED],
  ['an SVG',                             pictures.svg,              UNSUPPORTED],
  ['a page called .png',                 pictures.html,             UNSUPPORTED],
  ['a PDF called .jpg',                  pictures.pdf,              UNSUPPORTED],
  ['no bytes',                           pictures.empty,            UNSUPPORTED],
];

/** Traces of the place, the person and the archive that the files carry. */
const TRACES = ['Mina', 'GPS', 'Exif', 'xmpmeta', '<script', 'PK\x05\x06'];

const accepted = outcomes.flatMap(([what, make, outcome]) =>
  typeof outcome === 'string' ? [] : [[what, make, outcome] as const],
);
const refused = outcomes.flatMap(([what, make, outcome]) =>
  typeof outcome === 'string' ? [[what, outcome, make] as const] : [],
);

describe.each(stages)('a file that is stored %s:', (_where, start) => {
  let app: ServedStage;

  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app.close());

  const shown = async ({ body }: StageAnswer) =>
    (await app.ask('GET', `/v1/media/${body.id}`, app.mina)).body;

  it.each(accepted)('%s', async (_what, make, [type, width, height, frames]) => {
    const before = await storedObjects(app);

    const sent = await app.send(await make());
    expect(sent.body).toMatchObject({ status: 'processing', mimeType: type, width, height });
    expect([sent.body.url, sent.body.variants, sent.body.blurhash]).toEqual([null, null, null]);

    await app.settle();

    const image = await shown(sent);
    expect(image).toMatchObject({ status: 'ready', mimeType: type, width, height });
    expect(image.blurhash).toHaveLength(28);
    const original = await served(image.url);
    expect(original.data).toHaveLength(image.bytes);
    expect(original).toMatchObject({ type, width, height, frames });
    for (const [name, side] of Object.entries({ thumbnail: 320, small: 640, large: 1600 })) {
      const variant = image.variants[name];
      const scale = Math.min(1, side / Math.max(width, height));
      expect(variant).toMatchObject({
        width: Math.round(width * scale),
        height: Math.round(height * scale),
      });
      const { url, ...size } = variant;
      expect(await served(url)).toMatchObject({ type: 'image/webp', frames: 1, ...size });
    }
    const lying = await storedObjects(app);
    const left = lying.filter((key) => key.startsWith('incoming/') && !before.includes(key));
    expect(left).toEqual([]);
  });

  it.each(refused)('%s: %s', async (_what, outcome, make) => {
    const before = await storedObjects(app);

    const { status, body } = await app.send(await make());

    expect(`${String(status)} ${String(body.code)}`).toBe(outcome);
    expect(await storedObjects(app)).toEqual(before);
  });
});

/** Fetches a picture as a browser does and looks whether it carries anything but itself. */
async function served(url: string) {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  const data = Buffer.from(await answer.arrayBuffer());
  const { exif, icc, xmp, iptc, comments, orientation, ...found } = await sharp(data, {
    animated: true,
    limitInputPixels: false,
  }).metadata();
  expect([exif, icc, xmp, iptc, comments]).toEqual(Array.from({ length: 5 }, () => undefined));
  expect(orientation ?? 1).toBe(1);
  expect(TRACES.filter((trace) => data.includes(trace))).toEqual([]);
  return {
    data,
    type: answer.headers.get('content-type'),
    width: found.width,
    height: found.pageHeight ?? found.height,
    frames: found.pages ?? 1,
  };
}
