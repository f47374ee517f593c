import type { FastifyRequest } from 'fastify';

/** The pattern of the route that took a request, such as `/v1/posts/:postId`; one value for all unknown ones. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}
