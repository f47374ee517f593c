import type { FastifyRequest } from 'fastify';
import type { MaybeViewer, Viewer } from '#libs/kernel';

const viewers = new WeakMap<FastifyRequest, Viewer>();

/** Notes who sends a request; the access guard does. */
export function noteViewer(request: FastifyRequest, viewer: Viewer): void {
  viewers.set(request, viewer);
}

/** Who sends a request; `null` when nobody is signed in. */
export function viewerOf(request: FastifyRequest): MaybeViewer {
  return viewers.get(request) ?? null;
}
