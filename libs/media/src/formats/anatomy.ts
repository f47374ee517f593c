/** What the headers of a picture say, before anything is decoded. */
export interface Anatomy {
  /** Pixels, as stored: before the orientation. */
  readonly width: number;
  /** Pixels, as stored: before the orientation. */
  readonly height: number;
  /** How it must be turned to be upright: 1 to 8, as EXIF counts. */
  readonly orientation: number;
  /** Frames of an animation that is played; 1 of a still picture. */
  readonly frames: number;
  /** Bytes that its decoder holds at once, apart from what it needs for any picture. */
  readonly decoderBytes: number;
  /** Bytes that each of its pixels takes on top of that while it is turned upright and encoded anew. */
  readonly turningBytes: number;
}

/** The orientation in a block of EXIF (TIFF, without the `Exif` signature); 1 when there is none. */
export function orientationIn(exif: Buffer): number {
  const little = exif.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number =>
    at + 2 > exif.length ? 0 : little ? exif.readUInt16LE(at) : exif.readUInt16BE(at);
  const u32 = (at: number): number =>
    at + 4 > exif.length ? 0 : little ? exif.readUInt32LE(at) : exif.readUInt32BE(at);
  const directory = u32(4);
  for (let i = 0; i < u16(directory); i += 1) {
    const entry = directory + 2 + 12 * i;
    if (u16(entry) === 0x0112) {
      const orientation = u16(entry + 8);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  }
  return 1;
}
