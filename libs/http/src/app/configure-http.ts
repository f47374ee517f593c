import cors from '@fastify/cors';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#libs/config';
import { DomainError } from '#libs/kernel';
import { tracer } from '#libs/tracing';
import { GeneralLimits } from '../limits/general-limits.js';
import { serveDocs } from '../openapi/serve-docs.js';
import { UnsupportedMediaType } from '../problems/http.errors.js';
import { takesForm } from '../request/route.js';
import { RouteTable } from '../request/route-table.js';
import { EXPOSED_HEADERS } from './cross-origin.js';
import { parseJson } from './json-parser.js';
import { securityHeaders } from './security-headers.js';
import { SENDER_BOUNDS, type SenderBounds } from './sender-bounds.js';
import { addServerHooks } from './server-hooks.js';

/** Paths outside of /v1. */
const UNVERSIONED = [
  'health',
  'health/{*path}',
  'version',
  'metrics',
  'docs',
  'docs/{*path}',
  'openapi.json',
  'problems/:code',
  'verify-email',
  'reset-password',
  'unsubscribe',
];

/** Puts the routes under /v1, operations and pages excepted: all that the OpenAPI document needs. */
export function versionRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('v1', { exclude: UNVERSIONED });
}

/**
 * Prepares an application made with `httpAdapter(settings)` and `HttpModule`: call it before `app.init()` or
 * `app.listen()`.
 *
 * @param bounds of what is listened to; those of `httpAdapter`
 */
export async function configureHttp(
  app: NestFastifyApplication,
  settings: Settings,
  bounds: SenderBounds = SENDER_BOUNDS,
): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  await tracer().observe(server);
  versionRoutes(app);
  // Not by Nest, which writes the headers of every answer twice.
  await app.register(cors, {
    origin: settings.corsOrigins === '*' ? '*' : [...settings.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 86_400,
    strictPreflight: false,
  });
  addServerHooks(server, {
    bounds,
    limits: app.get(GeneralLimits),
    routes: app.get(RouteTable),
    security: await securityHeaders(settings.publicUrl.startsWith('https:')),
  });
  // Read by the endpoint itself, as it arrives.
  server.addContentTypeParser('multipart/form-data', (_request, _body, done) => {
    done(null);
  });
  server.removeContentTypeParser('text/plain');
  app.useBodyParser('application/json', {}, parseJson);
  app.useBodyParser('application/x-www-form-urlencoded', {}, (request, _body, done) => {
    if (takesForm(request)) {
      done(null);
    } else {
      done(new DomainError(UnsupportedMediaType));
    }
  });
  serveDocs(app);
}
