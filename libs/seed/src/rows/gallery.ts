import { encode } from 'blurhash';
import sharp from 'sharp';
import type { ObjectStorage } from '#libs/storage';
import type { People } from '../community/people.js';
import { paintingsFor, type Picture } from '../community/pictures.js';
import { Random } from '../community/random.js';

const WIDTH = 1200;
const HEIGHT = 800;
/** Names of the variants of a picture and the squares that they fit into, in pixels. */
const VARIANTS = { thumbnail: 320, small: 640, large: 1600 } as const;
/** Objects that are stored at the same time. */
const AT_ONCE = 8;

/** A picture in all its sizes. */
export interface Painting {
  readonly width: number;
  readonly height: number;
  readonly blurhash: string;
  /** JPEG. */
  readonly original: Buffer;
  /** File name and WebP data of each variant. */
  readonly variants: readonly (readonly [string, Buffer])[];
}

/** Where the objects of a picture lie: in the place that libs/media has for its audience. */
export function storageKeyOf({ isPublic, owner, name }: Picture, people: People): string {
  return `${isPublic && people.isActive(owner) ? 'public' : 'private'}/${name}`;
}

/** Paints so many pictures as those that are asked for share. */
export async function paintAll(
  pictures: number,
  seed: number,
  painted: (count: number) => void,
): Promise<Painting[]> {
  const paintings: Painting[] = [];
  for (let number = 0; number < paintingsFor(pictures); number += 1) {
    paintings.push(await paint(Random.for(`painting ${number}`, seed)));
    painted(paintings.length);
  }
  return paintings;
}

/** Puts the objects of all pictures into the storage. */
export async function hang(
  storage: ObjectStorage,
  { people, pictures }: { people: People; pictures: readonly Picture[] },
  paintings: readonly Painting[],
  hung: (count: number) => void,
): Promise<void> {
  const left = pictures.entries();
  const work = async (): Promise<void> => {
    for (const [index, picture] of left) {
      const painting = paintings[picture.painting];
      if (painting !== undefined) {
        await store(storage, storageKeyOf(picture, people), painting);
      }
      hung(index + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function store(storage: ObjectStorage, key: string, painting: Painting): Promise<void> {
  await storage.put(`${key}/original.jpg`, painting.original, { contentType: 'image/jpeg' });
  for (const [name, data] of painting.variants) {
    await storage.put(`${key}/${name}.webp`, data, { contentType: 'image/webp' });
  }
}

async function paint(random: Random): Promise<Painting> {
  const canvas = await sharp(Buffer.from(drawing(random)))
    .ensureAlpha()
    .raw()
    .toBuffer();
  const picture = sharp(canvas, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
  const variants = await Promise.all(
    Object.entries(VARIANTS).map(async ([name, side]) => {
      const fitted = picture
        .clone()
        .resize(side, side, { fit: 'inside', withoutEnlargement: true });
      return [name, await fitted.webp({ quality: 80 }).toBuffer()] as const;
    }),
  );
  const tiny = await picture.clone().resize(30, 20).raw().toBuffer();
  return {
    width: WIDTH,
    height: HEIGHT,
    blurhash: encode(new Uint8ClampedArray(tiny), 30, 20, 4, 3),
    original: await picture.clone().jpeg({ quality: 85 }).toBuffer(),
    variants,
  };
}

/** A sky of two colours with hills of circles, as SVG. */
function drawing(random: Random): string {
  const hue = random.below(360);
  const circles = Array.from({ length: 14 }, (_, i) => {
    const colour = `hsl(${(hue + random.below(80)) % 360} ${40 + random.below(40)}% ${25 + i * 3}%)`;
    return `<circle cx="${random.below(WIDTH)}" cy="${400 + random.below(600)}" r="${80 + random.below(320)}" fill="${colour}" fill-opacity="0.7"/>`;
  });
  return `
    <svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0.4" y2="1">
          <stop offset="0" stop-color="hsl(${(hue + 180) % 360} 60% 55%)"/>
          <stop offset="1" stop-color="hsl(${(hue + 220) % 360} 80% 85%)"/>
        </linearGradient>
      </defs>
      <rect width="100%" height="100%" fill="url(#sky)"/>
      <circle cx="${random.below(WIDTH)}" cy="${random.below(300)}" r="${40 + random.below(80)}" fill="hsl(${(hue + 60) % 360} 95% 85%)"/>
      ${circles.join('')}
    </svg>`;
}
