import { createHmac, hkdfSync } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** The key under which places are hashed: one purpose, one key. */
export function placeKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'maru known place', 32));
}

/** A network address as it is kept: a keyed hash, of the subscriber's network when it is IPv6. */
export function placeHash(ip: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(networkOf(ip)).digest();
}

/** An IPv4 address as it is; of an IPv6 address the 64 bits that a subscriber keeps. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) {
    return ip;
  }
  const [head = '', tail] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
