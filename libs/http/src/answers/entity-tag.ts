import { hash } from 'node:crypto';

/**
 * Addresses that Maru puts into answers: the values of `url` and of names that end in `Url`. In JSON no text of
 * anybody looks like that, since a quotation mark in a text is escaped.
 */
const ADDRESSES = /"(?:url|\w+Url)":"[^"\\]*\?[^"\\]*"/g;

/** The parameters of an address that change with each signing. */
const SIGNATURES = /([?&](?:signature|expires|X-Amz-[A-Za-z-]+)=)[^&"#]*/g;

/** Milliseconds for which an answer with signed addresses has one tag: far less than such an address lives. */
const SIGNED_WINDOW_MS = 10 * 60_000;

/**
 * The `ETag` of an answer: `"<version>-<digest>"`. The digest is the first 96 bits of SHA-256 over the JSON text of
 * the body, in which the signatures of addresses are left out. With such addresses it is another one every ten minutes:
 * who has the answer of an hour ago must get new ones.
 */
export function entityTag(version: number, json: string, now = Date.now()): string {
  const stable = json.replace(ADDRESSES, (address) => address.replace(SIGNATURES, '$1'));
  const isSigned = stable !== json;
  const digest = hash(
    'sha256',
    isSigned ? `${stable} ${Math.floor(now / SIGNED_WINDOW_MS)}` : stable,
    'base64url',
  ).slice(0, 16);
  return `"${version}-${digest}"`;
}

/** The tags of an `If-Match` or `If-None-Match` header, without their `W/`. */
export function entityTags(header: string): string[] {
  return header.slice(0, 4000).match(/"[^"]*"/g) ?? [];
}

/** Whether an `If-None-Match` header names this tag. */
export function namesTag(header: string | undefined, tag: string): boolean {
  return header !== undefined && (header.trim() === '*' || entityTags(header).includes(tag));
}
