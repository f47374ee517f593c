import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A secret for the client with what the server keeps of it. */
export interface OpaqueToken {
  /** 256 random bits, base64url: leaves the service once. */
  readonly plain: string;
  /** SHA-256 of the plain text: what is stored. */
  readonly hash: Buffer;
}

/** A new random token. */
export function newToken(): OpaqueToken {
  return tokenOf(randomBytes(32).toString('base64url'));
}

/** Bits that make one successor of a token out of all possible ones. */
export function newSeed(): Buffer {
  return randomBytes(32);
}

/**
 * The successor of a token for a seed. Who has the token or the seed alone can't make it, so the server can
 * give the same successor again without keeping it.
 */
export function successorOf(plain: string, seed: Buffer): OpaqueToken {
  return tokenOf(createHmac('sha256', plain).update(seed).digest('base64url'));
}

/** What is stored of a presented text. */
export function hashToken(plain: string): Buffer {
  return createHash('sha256').update(plain).digest();
}

function tokenOf(plain: string): OpaqueToken {
  return { plain, hash: hashToken(plain) };
}
