import { profileOf, type ProfileTag } from './icc-profile.js';

/** A point of the diagram of colours: x and y. */
export type Chromaticity = readonly [x: number, y: number];

/** White and the three colours that others are mixed of. */
export interface Primaries {
  readonly white: Chromaticity;
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
}

/** Colours that a file tells by numbers instead of a profile. */
export interface ToldColours {
  readonly primaries: Primaries;
  /** How much light, from 0 to 1, a stored value from 0 to 1 means. */
  readonly light: (value: number) => number;
}

const D65: Chromaticity = [0.3127, 0.329];
const C: Chromaticity = [0.31, 0.316];
const DCI: Chromaticity = [0.314, 0.351];
export const SRGB: Primaries = {
  white: D65,
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
};
/** By their numbers in ITU-T H.273. */
const PRIMARIES: Readonly<Record<number, Primaries>> = {
  4: { white: C, red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08] },
  5: { white: D65, red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06] },
  6: { white: D65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
  7: { white: D65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
  8: { white: C, red: [0.681, 0.319], green: [0.243, 0.692], blue: [0.145, 0.049] },
  9: { white: D65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
  11: { white: DCI, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  12: { white: D65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  22: { white: D65, red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077] },
};
/** Likewise; those of television are shown like sRGB. */
const LIGHT: Readonly<Record<number, (value: number) => number>> = {
  4: gamma(2.2),
  5: gamma(2.8),
  8: gamma(1),
  16: (value) => softened(quantized(value) / WHITE_NITS),
  18: (value) => softened((hybrid(value) ** 1.2 * 1_000) / WHITE_NITS),
};
/** Candelas per square metre of paper white in pictures of high dynamic range (ITU-R BT.2408). */
const WHITE_NITS = 203;

/** Colours by their numbers in ITU-T H.273. @returns `undefined` when they are shown like sRGB */
export function numberedColours(primaries: number, transfer: number): ToldColours | undefined {
  const [named, light] = [PRIMARIES[primaries], LIGHT[transfer]];
  return named === undefined && light === undefined
    ? undefined
    : { primaries: named ?? SRGB, light: light ?? srgb };
}

/** Light as the given power of what is stored. */
export function gamma(power: number): (value: number) => number {
  return (value) => value ** power;
}

/** The curve of sRGB. */
export function srgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Whether primaries are those of sRGB, as nearly as anybody sees. */
export function isSrgb({ white, red, green, blue }: Primaries): boolean {
  return (
    [
      [white, SRGB.white],
      [red, SRGB.red],
      [green, SRGB.green],
      [blue, SRGB.blue],
    ] as const
  ).every(([a, b]) => Math.abs(a[0] - b[0]) < 0.002 && Math.abs(a[1] - b[1]) < 0.002);
}

/** Light of the perceptual quantizer (SMPTE ST 2084), in candelas per square metre. */
function quantized(value: number): number {
  const power = value ** (1 / 78.84375);
  return (
    10_000 *
    (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)
  );
}

/** Light of the scene of hybrid log-gamma (ARIB STD-B67). */
function hybrid(value: number): number {
  return value <= 0.5
    ? value ** 2 / 3
    : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

/** Light that is brighter than a screen, made to fit: what is darker than most of paper white stays as it is. */
function softened(light: number): number {
  const knee = 0.7;
  return light <= knee ? light : knee + (1 - knee) * (1 - Math.exp((knee - light) / (1 - knee)));
}

const CURVE_POINTS = 4_096;
type Matrix = readonly (readonly [number, number, number])[];
type Vector = readonly [number, number, number];
const D50: Vector = [0.9642, 1, 0.8249];
/** From the colours of light to the responses of the eye (Bradford), and back. */
const EYE: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/**
 * A profile that says the same as told colours.
 *
 * @param isGrey whether it is for a picture of one channel
 * @returns `undefined` when they make no sense
 */
export function profileFor({ primaries, light }: ToldColours, isGrey: boolean): Buffer | undefined {
  const header = Buffer.alloc(128);
  header.writeUInt32BE(0x04300000, 8);
  header.write(isGrey ? 'mntrGRAYXYZ ' : 'mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  D50.forEach((value, i) => header.writeInt32BE(Math.round(value * 65_536), 68 + 4 * i));
  const curve = curveOf(light);
  if (isGrey) {
    return profileOf(header, [
      ['wtpt', xyzOf(D50)],
      ['kTRC', curve],
    ]);
  }
  const colours = adapted(primaries);
  if (!colours.flat().every((value) => Math.abs(value) < 30)) {
    return undefined;
  }
  const tags: ProfileTag[] = [['wtpt', xyzOf(D50)]];
  for (const [i, name] of ['r', 'g', 'b'].entries()) {
    const [x = [0, 0, 0], y = [0, 0, 0], z = [0, 0, 0]] = colours;
    tags.push([`${name}XYZ`, xyzOf([x[i] ?? 0, y[i] ?? 0, z[i] ?? 0])], [`${name}TRC`, curve]);
  }
  return profileOf(header, tags);
}

/** The matrix from the channels to the light of a profile, whose white is that of print. */
function adapted({ white, red, green, blue }: Primaries): Matrix {
  const columns = [red, green, blue].map(lightOf);
  const mixed: Matrix = [0, 1, 2].map((i) => [
    columns[0]?.[i] ?? 0,
    columns[1]?.[i] ?? 0,
    columns[2]?.[i] ?? 0,
  ]);
  const source = lightOf(white);
  const amounts = times(inverse(mixed), source);
  const weighted: Matrix = mixed.map(([r, g, b]) => [
    r * amounts[0],
    g * amounts[1],
    b * amounts[2],
  ]);
  const [from, to] = [times(EYE, source), times(EYE, D50)];
  const scaled: Matrix = EYE.map(([x, y, z], i) => {
    const factor = (to[i] ?? 0) / (from[i] ?? 0);
    return [x * factor, y * factor, z * factor];
  });
  return product(product(inverse(EYE), scaled), weighted);
}

function lightOf([x, y]: Chromaticity): Vector {
  return [x / y, 1, (1 - x - y) / y];
}

function times(matrix: Matrix, [x, y, z]: Vector): Vector {
  const [a = 0, b = 0, c = 0] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a, b, c];
}

function product(left: Matrix, right: Matrix): Matrix {
  const column = (i: 0 | 1 | 2): Vector => [
    right[0]?.[i] ?? 0,
    right[1]?.[i] ?? 0,
    right[2]?.[i] ?? 0,
  ];
  const [x, y, z] = [times(left, column(0)), times(left, column(1)), times(left, column(2))];
  return [0, 1, 2].map((i) => [x[i] ?? 0, y[i] ?? 0, z[i] ?? 0]);
}

function inverse(matrix: Matrix): Matrix {
  const [[a, b, c] = [0, 0, 0], [d, e, f] = [0, 0, 0], [g, h, i] = [0, 0, 0]] = matrix;
  const size = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / size, (c * h - b * i) / size, (b * f - c * e) / size],
    [(f * g - d * i) / size, (a * i - c * g) / size, (c * d - a * f) / size],
    [(d * h - e * g) / size, (b * g - a * h) / size, (a * e - b * d) / size],
  ];
}

function xyzOf(values: Vector): Buffer {
  const data = Buffer.alloc(20);
  data.write('XYZ ', 0, 'latin1');
  values.forEach((value, i) => data.writeInt32BE(Math.round(value * 65_536), 8 + 4 * i));
  return data;
}

function curveOf(light: (value: number) => number): Buffer {
  const data = Buffer.alloc(12 + 2 * CURVE_POINTS);
  data.write('curv', 0, 'latin1');
  data.writeUInt32BE(CURVE_POINTS, 8);
  for (let i = 0; i < CURVE_POINTS; i += 1) {
    const value = Math.min(1, Math.max(0, light(i / (CURVE_POINTS - 1))));
    data.writeUInt16BE(Math.round(value * 65_535), 12 + 2 * i);
  }
  return data;
}
