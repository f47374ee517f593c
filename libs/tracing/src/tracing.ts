import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '#libs/kernel';

/** What a job carries for its trace: the W3C `traceparent` of the span in which it was left. */
export type TraceOrigin = Readonly<Record<string, string>>;

/** What a program does for traces. */
export interface Tracer {
  /** Makes a span of each request of a server; call it before its routes are registered. */
  observe(server: FastifyInstance): Promise<void>;
  /** Runs a job in a span that continues the trace of who left it, told by its data. */
  job<Result>(queue: string, data: JsonObject, run: () => Promise<Result>): Promise<Result>;
  /** What a job that is left now gets into its data. */
  origin(): TraceOrigin;
  /** Sends what waits to be sent. */
  close(): Promise<void>;
}

/** Traces nothing and costs nothing. */
export const untraced: Tracer = {
  observe: () => Promise.resolve(),
  job: (_queue, _data, run) => run(),
  origin: () => ({}),
  close: () => Promise.resolve(),
};

let current = untraced;

/** The tracer of this process: OpenTelemetry, too, knows one a process. */
export function tracer(): Tracer {
  return current;
}

/** Has this process traced by another one from now on. */
export function traceWith(other: Tracer): void {
  current = other;
}
