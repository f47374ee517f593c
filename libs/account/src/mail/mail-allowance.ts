import { createHmac, hkdfSync } from 'node:crypto';
import { foldEmail } from '../account/contact.js';

/** So many mails go to one address. */
export interface Allowance {
  readonly perHour: number;
  readonly perDay: number;
}

/** To an address that nobody has verified: whoever reads there may never have asked for anything. */
export const UNVERIFIED_ADDRESS: Allowance = { perHour: 3, perDay: 10 };

/** Links to an address that its owner has verified, and that strangers ask for. */
export const VERIFIED_ADDRESS: Allowance = { perHour: 5, perDay: 50 };

/** The key under which addresses are hashed: one purpose, one key. */
export function addressKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'maru mail allowance', 32));
}

/** A mailbox as it is counted: a keyed hash of its address, without letter case and what follows a `+`. */
export function mailboxHash(email: string, key: Buffer): Buffer {
  const folded = foldEmail(email);
  const at = folded.lastIndexOf('@');
  const mailbox = folded.slice(0, at).replace(/(?<=.)\+.*$/s, '') + folded.slice(at);
  return createHmac('sha256', key).update(mailbox).digest();
}
