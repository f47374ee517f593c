import type { FastifyReply } from 'fastify';

const statuses = new WeakMap<FastifyReply, number>();

/** Decides the status of an answer. Nest would set that of the handler once the interceptors are done. */
export function decideStatus(reply: FastifyReply, status: number): void {
  statuses.set(reply, status);
}

/** The status that an interceptor decided, or `undefined`. */
export function decidedStatus(reply: FastifyReply): number | undefined {
  return statuses.get(reply);
}
