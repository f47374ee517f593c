import { Injectable } from '@nestjs/common';
import { InjectMetric, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import type { FastifyInstance } from 'fastify';
import type { Histogram } from 'prom-client';
import { routeOf, staysOpen } from '#libs/http';

const NAME = 'http_request_duration_seconds';

/** The histogram of {@link RequestMetrics}. */
export const requestDuration = makeHistogramProvider({
  name: NAME,
  help: 'Time from the arrival of a request to the end of its answer, by route pattern.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Measures every request; of an answer that stays open only a refusal. */
@Injectable()
export class RequestMetrics {
  constructor(
    @InjectMetric(NAME) private readonly duration: Histogram<'method' | 'route' | 'status'>,
  ) {}

  /** Must be called before the routes are registered. */
  observe(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      if (!staysOpen(request) || reply.statusCode >= 400) {
        const labels = {
          method: request.method,
          route: routeOf(request),
          status: reply.statusCode,
        };
        this.duration.observe(labels, reply.elapsedTime / 1_000);
      }
      done();
    });
  }
}
