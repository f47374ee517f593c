import { isIPv4, isIPv6 } from 'node:net';

/** An IPv6 address, or one with a port, as forwarding headers write it. */
const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const IPV4_WITH_PORT = /^([\d.]+):\d{1,5}$/;

/** An IPv4 address in the IPv6 form, as `canonicalIpv6` writes it. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * The network address in a text, in its one spelling: without port, brackets and zone, IPv6 in lower case and
 * compressed, IPv4 also when it is written as IPv6. `undefined` when the text is no address.
 */
export function parseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = BRACKETED.exec(trimmed)?.[1] ?? IPV4_WITH_PORT.exec(trimmed)?.[1] ?? trimmed;
  if (isIPv4(bare)) {
    return bare;
  }
  const unzoned = bare.replace(/%.*$/, '');
  return isIPv6(unzoned) ? ipv4In(canonicalIpv6(unzoned)) : undefined;
}

/**
 * The network whose addresses belong to one subscriber: an IPv4 address as it is, of an IPv6 address the first 64
 * bits. What is counted for an address is counted for this.
 *
 * @param address as `parseAddress` gives it
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) {
    return address;
  }
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function canonicalIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function ipv4In(address: string): string {
  const [, high, low] = MAPPED.exec(address) ?? [];
  if (high === undefined || low === undefined) {
    return address;
  }
  return [high, low]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}
