/** The smaller copies of a picture and the square, in pixels, that each fits into. All are WebP. */
export const VARIANTS = { thumbnail: 320, small: 640, large: 1600 } as const;

export type VariantName = keyof typeof VARIANTS;

/** From small to large. */
export const VARIANT_NAMES: readonly VariantName[] = ['thumbnail', 'small', 'large'];

/** Width and height in pixels. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** The dimensions of a picture fitted into a square of `side` pixels; it is never enlarged. */
export function fitted({ width, height }: Dimensions, side: number): Dimensions {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
