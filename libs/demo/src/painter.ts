import sharp from 'sharp';

const WIDTH = 1600;
const HEIGHT = 1067;

/** Paints a landscape as a JPEG; each seed gives another one, the same each time. */
export function paint(seed: number): Promise<Buffer> {
  const random = sequence(seed);
  const hue = Math.floor(random() * 360);
  const hills = Array.from({ length: 4 }, (_, i) => hill(i, hue, random)).join('');
  const sun = `<circle cx="${between(random, 200, 1400)}" cy="${between(random, 150, 450)}" r="${between(random, 60, 130)}" fill="hsl(${(hue + 30) % 360} 95% 82%)"/>`;
  const svg = `
    <svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="hsl(${hue} 70% 45%)"/>
          <stop offset="1" stop-color="hsl(${(hue + 40) % 360} 85% 78%)"/>
        </linearGradient>
      </defs>
      <rect width="100%" height="100%" fill="url(#sky)"/>
      ${sun}
      ${hills}
    </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
}

function hill(layer: number, hue: number, random: () => number): string {
  const base = 520 + layer * 130;
  const points = Array.from({ length: 9 }, (_, i) => {
    return `${i * 200},${base - Math.floor(random() * (240 - layer * 40))}`;
  });
  const lightness = 46 - layer * 10;
  return `<polygon points="0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}" fill="hsl(${(hue + 190) % 360} 35% ${lightness}%)"/>`;
}

function between(random: () => number, low: number, high: number): number {
  return Math.floor(low + random() * (high - low));
}

/** Numbers from 0 to 1 that depend on the seed only (Park and Miller's generator). */
function sequence(seed: number): () => number {
  let state = (seed + 1) * 48_271;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
