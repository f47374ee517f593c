import { createHash } from 'node:crypto';
import type { Id } from '#libs/kernel';
import type { MediaId } from '#libs/media';

export type MessageId = Id<'message'>;

/** Longest text of a message, in code points. */
export const MAX_MESSAGE = 4_000;

/** Most pictures of a message. */
export const MAX_PICTURES = 4;

/** Most characters of a `clientId`. */
export const MAX_CLIENT_ID = 64;

/** What somebody writes: a text, pictures, or both. */
export interface MessageDraft {
  /** The name that the client gives the message: the same for every try. */
  readonly clientId: string;
  readonly body: string | null;
  /** Own pictures, in their order. */
  readonly mediaIds: readonly MediaId[];
}

/** A digest of what a message says, by which a repeated one is known. */
export function contentHash({ body, mediaIds }: Omit<MessageDraft, 'clientId'>): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([body, mediaIds]))
    .digest();
}
