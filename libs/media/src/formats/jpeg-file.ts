import { type Anatomy, orientationIn } from './anatomy.js';
import { plainProfile } from './icc-profile.js';
import { UnsupportedPicture } from './unsupported-picture.js';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COM = 0xfe;
const EXIF = 'Exif\0\0';
const ICC = 'ICC_PROFILE\0';
/** As much of a colour profile as one segment holds. */
const ICC_PART = 65_519;

/** A marker with what follows it; `scan` is the compressed picture behind the header of a scan. */
interface Segment {
  readonly marker: number;
  readonly data: Buffer;
  readonly scan: Buffer;
}

/** Reads the headers of a JPEG. @throws UnsupportedPicture of a kind that browsers don't show either */
export function jpegAnatomy(file: Buffer): Anatomy {
  let orientation = 1;
  let frame: Frame | undefined;
  for (const { marker, data } of segmentsOf(file)) {
    if (marker === APP1 && orientation === 1 && startsWith(data, EXIF)) {
      orientation = orientationIn(data.subarray(EXIF.length));
    } else if (isFrame(marker)) {
      frame = frameOf(marker, data);
    } else if (marker === SOS) {
      // Parts in scans of their own wait for each other in memory, as those of a progressive picture do.
      const apart = frame !== undefined && (data[0] ?? 0) < frame.parts;
      return finished(frame, orientation, apart);
    }
  }
  return finished(frame, orientation, false);
}

/**
 * A JPEG without anything but the picture: no EXIF, XMP, comments, previews, nor what comes after its end. The
 * compressed pixels stay as they are.
 */
export function cleanJpeg(file: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])];
  const profile: Buffer[] = [];
  for (const { marker, data, scan } of segmentsOf(file)) {
    if (marker === APP2 && startsWith(data, ICC)) {
      profile.push(data.subarray(ICC.length + 2));
      continue;
    }
    if (marker === SOS || isFrame(marker)) {
      kept.push(...profileSegments(profile.splice(0)));
    }
    const body = keptBody(marker, data);
    if (body !== undefined) {
      kept.push(segment(marker, body), scan);
    }
  }
  kept.push(Buffer.from([0xff, EOI]));
  return Buffer.concat(kept);
}

/** What the header of the frame says. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly parts: number;
  readonly progressive: boolean;
  /** Samples for each pixel, of all parts together. */
  readonly samples: number;
}

function finished(frame: Frame | undefined, orientation: number, apart: boolean): Anatomy {
  if (frame === undefined) {
    throw new Error('It has no frame.');
  }
  const { width, height, progressive, samples } = frame;
  // All coefficients of 16 bits at once, or a few rows of pixels.
  const perPixel = progressive || apart ? 2 * samples + 0.5 : 0.5;
  return {
    width,
    height,
    orientation,
    frames: 1,
    decoderBytes: width * height * perPixel,
    turningBytes: 3,
  };
}

function frameOf(marker: number, data: Buffer): Frame {
  const precision = data.readUInt8(0);
  const [height, width, parts] = [data.readUInt16BE(1), data.readUInt16BE(3), data.readUInt8(5)];
  if (precision !== 8) {
    throw new UnsupportedPicture(
      `JPEG of ${String(precision)} bits per sample is not taken: save it with 8 bits, or as PNG or AVIF.`,
    );
  }
  if (![0xc0, 0xc1, 0xc2, 0xc9, 0xca].includes(marker)) {
    throw new UnsupportedPicture(
      'Lossless and hierarchical JPEG are not taken: save it as an ordinary JPEG or as PNG.',
    );
  }
  let [across, down, sum] = [1, 1, 0];
  for (let i = 0; i < parts; i += 1) {
    const sampling = data.readUInt8(7 + 3 * i);
    across = Math.max(across, sampling >> 4);
    down = Math.max(down, sampling & 15);
    sum += (sampling >> 4) * (sampling & 15);
  }
  const progressive = marker === 0xc2 || marker === 0xca;
  return { width, height, parts, progressive, samples: sum / (across * down) };
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** What stays of a segment; `undefined` when nothing does. */
function keptBody(marker: number, data: Buffer): Buffer | undefined {
  if (marker === APP0) {
    // Its density only; behind that lies a preview.
    return startsWith(data, 'JFIF\0') && data.length >= 14
      ? Buffer.concat([data.subarray(0, 12), Buffer.alloc(2)])
      : undefined;
  }
  if (marker === APP14) {
    return startsWith(data, 'Adobe') && data.length >= 12 ? data.subarray(0, 12) : undefined;
  }
  const isOther = (marker >= APP0 && marker <= 0xef) || marker === COM || marker >= 0xf0;
  return isOther || marker === 0x01 ? undefined : data;
}

function profileSegments(parts: readonly Buffer[]): Buffer[] {
  const profile = parts.length === 0 ? undefined : plainProfile(Buffer.concat(parts));
  if (profile === undefined) {
    return [];
  }
  const count = Math.ceil(profile.length / ICC_PART);
  return Array.from({ length: count }, (_, i) =>
    segment(
      APP2,
      Buffer.concat([
        Buffer.from(ICC, 'latin1'),
        Buffer.from([i + 1, count]),
        profile.subarray(i * ICC_PART, (i + 1) * ICC_PART),
      ]),
    ),
  );
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The segments of a file up to its end, or as far as it goes. */
function* segmentsOf(file: Buffer): Generator<Segment> {
  let at = 2;
  for (;;) {
    at = file.indexOf(0xff, at);
    while (at !== -1 && file[at] === 0xff) {
      at += 1;
    }
    const marker = at === -1 ? EOI : (file[at] ?? EOI);
    at += 1;
    if (marker === EOI) {
      return;
    }
    if (marker === 0 || marker === 0x01 || marker === SOI || (marker >= 0xd0 && marker <= 0xd7)) {
      continue;
    }
    const length = at + 2 > file.length ? 0 : file.readUInt16BE(at);
    if (length < 2 || at + length > file.length) {
      return;
    }
    const data = file.subarray(at + 2, at + length);
    at += length;
    const end = marker === SOS ? endOfScan(file, at) : at;
    yield { marker, data, scan: file.subarray(at, end) };
    at = end;
  }
}

/** Where the next marker is that does not belong to the compressed data. */
function endOfScan(file: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = file.indexOf(0xff, at);
    if (at === -1 || at + 1 >= file.length) {
      return file.length;
    }
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) {
      return at;
    }
    at += next === 0xff ? 1 : 2;
  }
}

function startsWith(data: Buffer, signature: string): boolean {
  return data.toString('latin1', 0, signature.length) === signature;
}
