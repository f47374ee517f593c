import { type Tracer, tracer, traceWith, untraced } from '#libs/tracing';

/**
 * Starts sending traces when `OTEL_EXPORTER_OTLP_ENDPOINT` is set; without it not even the library is loaded.
 * The other `OTEL_…` variables mean what OpenTelemetry says.
 */
export async function startTracing(endpoint: string | undefined): Promise<Tracer> {
  if (endpoint !== undefined && tracer() === untraced) {
    const { openTelemetry } = await import('./open-telemetry.js');
    traceWith(openTelemetry());
  }
  return tracer();
}
