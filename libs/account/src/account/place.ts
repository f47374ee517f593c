import { createHmac, hkdfSync } from 'node:crypto';
import { networkOf } from '#libs/kernel';

/** The key under which places are hashed: one purpose, one key. */
export function placeKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'maru known place', 32));
}

/** A network address as it is kept: a keyed hash, of the subscriber's network when it is IPv6. */
export function placeHash(ip: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(networkOf(ip)).digest();
}
