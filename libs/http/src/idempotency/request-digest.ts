import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { canonicalAddress } from '../request/route.js';

/** What makes two requests the same: route, and the value of the body whatever the order of its names. */
export function requestDigest(request: FastifyRequest): string {
  return digestOf(request, canonical(request.body));
}

/** The same for an upload, from the digest of its bytes and fields. */
export function uploadDigest(request: FastifyRequest, content: string): string {
  return digestOf(request, content);
}

function digestOf(request: FastifyRequest, content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([request.method, canonicalAddress(request), content ?? null]))
    .digest('base64url');
}

/** The value with its names in order. Its depth is bounded by the parser of bodies. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, child]: [string, unknown]) => [name, canonical(child)]);
  }
  return value;
}
