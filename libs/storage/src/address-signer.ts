import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What an address allows: reading an object, or putting one of an exact size and type. */
export type SignedAct =
  | { readonly act: 'read'; readonly key: string }
  | {
      readonly act: 'upload';
      readonly key: string;
      readonly bytes: number;
      readonly contentType: string;
    };

/** Signs addresses of the local store with HMAC-SHA256, under a key that is derived from the secrets of the service. */
export class AddressSigner {
  private readonly keys: readonly Buffer[];

  /** @param secrets the first signs; all of them verify, so that a secret can be rotated */
  constructor(secrets: readonly [string, ...string[]]) {
    this.keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'maru/storage/signed-address', 32)),
    );
  }

  /** The signature of an act that is allowed until `expires`, in seconds since 1970. */
  sign(act: SignedAct, expires: number): string {
    const [key] = this.keys;
    if (key === undefined) {
      throw new Error('There is no secret to sign addresses with.');
    }
    return mac(key, act, expires);
  }

  /** Whether the signature was made here for this act, and has not ended at `now`. */
  allows(act: SignedAct, expires: number, signature: string, now: Date): boolean {
    if (!Number.isSafeInteger(expires) || now.getTime() >= expires * 1000) {
      return false;
    }
    // As text: decoded, the spare bits of the last character would say nothing, and many texts were one signature.
    const given = Buffer.from(signature);
    return this.keys.some((key) => {
      const right = Buffer.from(mac(key, act, expires));
      return given.length === right.length && timingSafeEqual(given, right);
    });
  }
}

function mac(key: Buffer, act: SignedAct, expires: number): string {
  const parts =
    act.act === 'read'
      ? [act.act, act.key, expires]
      : [act.act, act.key, expires, act.bytes, act.contentType];
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}

/** Whether a parameter of an address is a whole number, such as the moment of its end. */
export function isWholeNumber(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,12}$/.test(value);
}
