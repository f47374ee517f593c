import { hash } from 'node:crypto';

/**
 * Parameters of addresses that change with each signing, in serialised JSON: their values say nothing about
 * the resource. They end at the next parameter or at the end of the JSON string.
 */
const SIGNATURES = /([?&](?:signature|expires|X-Amz-[A-Za-z-]+)=)[^&"\\#\s]*/g;

/**
 * The `ETag` of an answer: `"<version>-<digest>"`. The digest is the first 96 bits of SHA-256 over the JSON
 * text of the body, in which the values of signature parameters are left out.
 */
export function entityTag(version: number, json: string): string {
  const stable = json.includes('=') ? json.replace(SIGNATURES, '$1') : json;
  const digest = hash('sha256', stable, 'base64url').slice(0, 16);
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
