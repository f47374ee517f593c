import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { FastifyOtelInstrumentation } from '@fastify/otel';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { loggedAddress } from '#libs/http';
import type { Tracer } from '#libs/tracing';

/** Asked for so often by machines that their traces would hide the others. */
const MACHINE_PATHS = /^\/(?:health|metrics|version)/;

/** Time for the last spans to be sent at the end. */
const FLUSH_LIMIT_MS = 2_000;

/** Sends spans of requests, statements and jobs by OTLP over HTTP; where to is read from the environment. */
export function openTelemetry(): Tracer {
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'maru' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const requests = new FastifyOtelInstrumentation({
    instrumentHooks: false,
    // Messages of errors can quote what a client sent; the log has them, masked.
    recordExceptions: false,
    ignorePaths: ({ url }) => MACHINE_PATHS.test(url),
    requestHook: (span, request) => {
      span.updateName(`${request.method} ${request.routeOptions.url ?? 'unknown'}`);
      span.setAttribute('url.path', loggedAddress(request));
      span.setAttribute('maru.request_id', request.id);
    },
  });
  registerInstrumentations({
    tracerProvider: provider,
    // The loops of the worker ask the database all the time, for nobody.
    instrumentations: [
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
      requests,
    ],
  });
  // The driver is patched when it is required, also if modules have imported it before.
  createRequire(import.meta.url)('pg');

  const jobs = trace.getTracer('maru.jobs');
  return {
    observe: async (server) => {
      await server.register(requests.plugin());
    },
    job: (queue, data, run) =>
      jobs.startActiveSpan(
        queue,
        { kind: SpanKind.CONSUMER, attributes: { 'messaging.destination.name': queue } },
        propagation.extract(context.active(), data),
        async (span) => {
          try {
            return await run();
          } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR });
            throw error;
          } finally {
            span.end();
          }
        },
      ),
    origin: () => {
      const origin: Record<string, string> = {};
      propagation.inject(context.active(), origin);
      return origin;
    },
    // A collector that is away must not hold up the end.
    close: () => Promise.race([provider.shutdown(), setTimeout(FLUSH_LIMIT_MS, undefined)]),
  };
}
