import { compose, type Id, isVisible, trimmed, type UserId } from '#libs/kernel';
import type { Shelf, StorageKey } from './media-key.js';

export type MediaId = Id<'media'>;

/** Bytes of one upload. */
export const MAX_UPLOAD_BYTES = 15 * 1024 * 1024;
/** Pixels of one picture, all frames of an animation together. */
export const MAX_PIXELS = 50_000_000;
/** Code points. */
export const MAX_NAME = 255;
/** Code points. */
export const MAX_ALT_TEXT = 1000;

/** `announced`: a direct upload whose bytes have not been looked at; nobody sees it. */
export type MediaStatus = 'announced' | 'processing' | 'ready' | 'failed';

/** What a medium is attached to: the kind of thing and its id. */
export interface Attachment {
  /** The name under which a `MediaAudience` is registered: `post`. */
  readonly type: string;
  readonly id: Id;
  /** When it ends, ISO 8601: nobody sees its pictures from then on, at whatever address. Never, when absent. */
  readonly until?: string;
}

/** A medium as the rules see it. */
export interface Media {
  readonly id: MediaId;
  readonly ownerId: UserId;
  readonly mimeType: string;
  /** Announced, of an announced upload. */
  readonly bytes: number;
  readonly status: MediaStatus;
  readonly storageKey: StorageKey;
  /** For whom it is: `public` when it, what it is attached to and its owner are all there for everyone. */
  readonly shelf: Shelf;
}

/**
 * The name of a picture, from a file or from a person: the last part of a path, without what no name needs. It never
 * leads anywhere.
 */
export function pictureName(given: string): string {
  const name = compose(given)
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffd]/gu, '')
    .split(/[/\\]/)
    .at(-1);
  const kept = Array.from(trimmed(name ?? ''))
    .slice(0, MAX_NAME)
    .join('');
  return isVisible(kept) && !/^\.+$/.test(kept) ? kept : 'picture';
}
