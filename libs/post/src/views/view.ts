import { createHmac } from 'node:crypto';
import { networkOf, type UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** Somebody's look at a post. */
export interface View {
  readonly postId: PostId;
  /** Who looks: a person, or a network address of which only a salted hash is known. */
  readonly key: string;
  /** The key that the same one had yesterday. */
  readonly keyBefore: string;
}

/** What is looked at. */
export interface SeenPost {
  readonly id: PostId;
  readonly authorId: UserId;
}

/** Who looks at a post: somebody signed in, or an address. */
export type Onlooker = { readonly userId: UserId } | { readonly ip: string };

const DAY_MS = 24 * 3_600_000;

/**
 * Makes a view. An address is hashed with a salt that changes every day (UTC) and comes from a secret.
 */
export function viewOf(postId: PostId, who: Onlooker, secret: string, now: Date): View {
  if ('userId' in who) {
    const key = personKey(who.userId);
    return { postId, key, keyBefore: key };
  }
  const key = addressKey(who.ip, secret, now);
  return { postId, key, keyBefore: addressKey(who.ip, secret, new Date(now.getTime() - DAY_MS)) };
}

/** The key under which the looks of a person are noted. */
export function personKey(userId: UserId): string {
  return `person:${userId}`;
}

function addressKey(ip: string, secret: string, at: Date): string {
  const salt = createHmac('sha256', secret)
    .update(`post-view:${at.toISOString().slice(0, 10)}`)
    .digest();
  return `address:${createHmac('sha256', salt).update(networkOf(ip)).digest('base64url')}`;
}
