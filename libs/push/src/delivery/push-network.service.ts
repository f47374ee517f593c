import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';

/** Where a host was found. */
export interface ReachedHost {
  readonly address: string;
  readonly family: number;
  readonly port: number;
  /** Certificates that are trusted instead of the usual ones. */
  readonly ca?: string;
}

/** A host that has an address which is not for everybody. */
export class PrivateAddress extends Error {}

/** Finds push services on the network. */
@Injectable()
export class PushNetworkService {
  /**
   * The address to connect to: of a name whose addresses are all public, so that nobody makes this service knock at
   * doors inside its own network.
   *
   * @throws PrivateAddress, or the error of the look-up
   */
  async reach(hostname: string): Promise<ReachedHost> {
    const found = await lookup(hostname, { all: true });
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isPublic(address))) {
      throw new PrivateAddress(`${hostname} has an address that is not public.`);
    }
    return { ...first, port: 443 };
  }
}

/** Whether an address belongs to the public internet; one of IPv4 that is written as IPv6 counts as what it is. */
export function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}
