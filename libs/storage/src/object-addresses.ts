import type { AddressSigner } from './address-signer.js';

/** Knows what lies behind the addresses of one kind of thing. Its lib registers it. */
export abstract class AddressedObjects {
  /**
   * The key of the object that an address shows, as long as it may be seen.
   *
   * @param address `public/…` for everyone, `private/…` for holders of its signature
   */
  abstract find(address: string): Promise<string | undefined>;

  /** Whether somebody is still to put an object at this `incoming/` key. */
  awaits(_key: string): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/**
 * Addresses of objects at this service. An address says what is shown, not where its bytes lie: that is looked up when
 * it is asked for, so it lives through every move of the bytes, and dies at once with what it shows.
 */
export class ObjectAddresses {
  private readonly kinds: AddressedObjects[] = [];

  /** @param base of the addresses, without a slash at the end: `http://localhost:3000` */
  constructor(
    private readonly base: string,
    readonly signer: AddressSigner,
  ) {}

  register(kind: AddressedObjects): void {
    this.kinds.push(kind);
  }

  /** The address of something that everyone may see: `public/…`. */
  lasting(address: string): string {
    return `${this.base}/media/${address}`;
  }

  /**
   * A `private/…` address that stops working after at most `ttlSeconds`. It stays the same for a quarter of that time,
   * so that what a browser keeps under it is of use.
   */
  signed(address: string, ttlSeconds: number): string {
    const expires = endOfWindow(Date.now(), ttlSeconds);
    const signature = this.signer.sign({ act: 'read', key: address }, expires);
    return `${this.lasting(address)}?expires=${String(expires)}&signature=${signature}`;
  }

  /** The key of the object that an address shows now; `undefined` when there is nothing to be seen. */
  async objectAt(address: string): Promise<string | undefined> {
    for (const kind of this.kinds) {
      const key = await kind.find(address);
      if (key !== undefined) {
        return key;
      }
    }
    return undefined;
  }

  /** Whether somebody is still to put an object at this `incoming/` key. */
  async awaits(key: string): Promise<boolean> {
    for (const kind of this.kinds) {
      if (await kind.awaits(key)) {
        return true;
      }
    }
    return false;
  }
}

/** When an address signed now, in ms, for `ttlSeconds` ends, in seconds since 1970. */
function endOfWindow(now: number, ttlSeconds: number): number {
  const step = Math.max(1, Math.floor(ttlSeconds / 4));
  return Math.floor(now / 1000 / step) * step + ttlSeconds;
}
