import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

/**
 * What a client wrote as the target of its request. Nothing but this file looks at it: there are many spellings of
 * one address, so everything else is decided from the route, its parameters and its query.
 */

/** Where a request is sent that can't be read: no route is there, and the hooks refuse it. */
const NOWHERE = '/v1/-';

/** Only of a request can be known that its target is broken: it reaches the hooks with another one. */
const broken = new WeakSet<object>();

/**
 * The path and query that the router gets: without scheme, host and fragment. A target that is not
 * percent-encoded UTF-8 is noted as broken.
 */
export function routedTarget(request: { readonly url?: string | undefined }): string {
  const target = withoutOrigin(request.url ?? '/');
  if (isDecodable(target)) {
    return target;
  }
  broken.add(request);
  return NOWHERE;
}

/** Whether the target of a request was not percent-encoded UTF-8. */
export function hasBrokenTarget(request: FastifyRequest): boolean {
  return broken.has(request.raw);
}

/** The first line of a request, as it was sent. */
export function requestLine({ method = '', url = '', httpVersion }: IncomingMessage): string {
  return `${method} ${url} HTTP/${httpVersion}`;
}

/** The path of a request that no route took, decoded as the router does: `%2F` divides nothing. */
export function unroutedPath(request: FastifyRequest): string {
  const [path = ''] = request.url.split('?', 1);
  return path
    .split('/')
    .map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F'))
    .join('/');
}

/** The target without `http://host` and `#part`, which a client may write too. */
function withoutOrigin(sent: string): string {
  const [target = ''] = sent.split('#', 1);
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0];
  if (origin === undefined) {
    return target;
  }
  const rest = target.slice(origin.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function isDecodable(target: string): boolean {
  if (!target.includes('%')) {
    return true;
  }
  try {
    decodeURIComponent(target);
    return true;
  } catch {
    return false;
  }
}
