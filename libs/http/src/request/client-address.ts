import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { parseAddress } from '#libs/kernel';

/** Ranges that have a name in `TRUSTED_PROXIES`. */
const NAMED_RANGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['loopback', ['127.0.0.0/8', '::1']],
  ['linklocal', ['169.254.0.0/16', 'fe80::/10']],
  ['uniquelocal', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
]);

/** Of a caller whose connection is gone before anybody has asked. */
const UNKNOWN = '0.0.0.0';

const known = new WeakMap<object, string>();

/**
 * The address of who sends a request, as `parseAddress` writes it: the last one of the chain of forwarders that a
 * trusted one has told. What is no address is not taken; then it is the forwarder's own.
 */
export function clientAddress(request: FastifyRequest): string {
  const found = known.get(request.raw);
  if (found !== undefined) {
    return found;
  }
  const chain = request.ips ?? [request.ip];
  const address = chain.map(addressIn).findLast((one) => one !== undefined) ?? UNKNOWN;
  known.set(request.raw, address);
  return address;
}

/**
 * Tells whether the sender at an address is a trusted proxy.
 *
 * @param networks addresses, ranges such as `10.0.0.0/8`, or their names
 */
export function trustIn(networks: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList();
  for (const network of networks.flatMap((name) => NAMED_RANGES.get(name) ?? [name])) {
    const [address = '', prefix] = network.split('/');
    const family = familyOf(address);
    trusted.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return (text) => {
    const address = addressIn(text);
    return address !== undefined && trusted.check(address, familyOf(address));
  };
}

/** The address in a text that a socket or a header has, which may be none. */
function addressIn(text: unknown): string | undefined {
  return typeof text === 'string' ? parseAddress(text) : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
