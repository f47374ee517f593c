import type { PictureFormat } from '../medium/picture-format.js';
import type { Dimensions, VariantName } from '../medium/variant.js';

/**
 * What a decoder is to do with the file of a picture: look whether it is whole; make everything that is served of it;
 * or only its variants.
 */
export type DecoderTask = 'examine' | 'render' | 'reduce';

/** One piece of work for a decoder. */
export interface DecoderOrder {
  readonly task: DecoderTask;
  /** What it makes lies beside this file. */
  readonly file: string;
  readonly format: PictureFormat;
  /** Bytes of memory that it may need. */
  readonly ceiling: number;
}

/** What came of it. */
export type DecoderOutcome =
  | { readonly kind: 'done'; readonly dimensions: Dimensions; readonly blurhash: string }
  | { readonly kind: 'too-heavy'; readonly need: number }
  | { readonly kind: 'unsupported'; readonly detail: string }
  | {
      readonly kind: 'refused';
      readonly code: 'media-unreadable' | 'too-many-pixels';
      readonly reason: string;
    };

/** Where a decoder leaves the stripped original. */
export function originalBeside(file: string): string {
  return `${file}-original`;
}

/** Where a decoder leaves a variant. */
export function variantBeside(file: string, name: VariantName): string {
  return `${file}-${name}`;
}

/** Whether a message is an order: only its kind is looked at, since nobody else sends any. */
export function isOrder(message: unknown): message is DecoderOrder {
  return typeof message === 'object' && message !== null && 'task' in message;
}

/** Whether a message is an outcome; likewise. */
export function isOutcome(message: unknown): message is DecoderOutcome {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
