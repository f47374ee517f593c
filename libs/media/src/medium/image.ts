import type { Id } from '#libs/kernel';
import type { MediaId } from './media.js';
import type { VariantName } from './variant.js';

/** One size of a picture that can be fetched. */
export interface ImageVariant {
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** A picture as it is shown: with addresses once it is processed. */
export interface Image {
  readonly id: MediaId;
  readonly name: string;
  readonly url: string | null;
  readonly mimeType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;
  readonly altText: string | null;
  readonly blurhash: string | null;
  readonly status: 'processing' | 'ready' | 'failed';
  readonly variants: Record<VariantName, ImageVariant> | null;
  readonly postId: Id<'post'> | null;
  readonly createdAt: string;
}
