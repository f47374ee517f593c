import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../../config/index.js';
import { DomainError } from '#libs/kernel';
import { UnsupportedMediaType } from '../http.errors.js';
import { tracer } from '../../tracing/index.js';
import { GeneralLimits } from '../limits/general-limits.js';
import { serveDocs } from '../openapi/serve-docs.js';
import { jsonParser } from './json-parser.js';
import { RouteTable } from './route-table.js';
import { securityHeaders } from './security-headers.js';
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
];

const EXPOSED_HEADERS = [
  'ETag',
  'Link',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'X-Request-Id',
  'Idempotent-Replayed',
  'WWW-Authenticate',
];

/** Puts the routes under /v1, operations and pages excepted: all that the OpenAPI document needs. */
export function versionRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('v1', { exclude: UNVERSIONED });
}

/**
 * Prepares an application made with `httpAdapter(settings)` and `HttpModule`: call it before `app.init()` or
 * `app.listen()`.
 */
export async function configureHttp(
  app: NestFastifyApplication,
  settings: Settings,
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
    limits: app.get(GeneralLimits),
    routes: app.get(RouteTable),
    security: await securityHeaders(settings.publicUrl.startsWith('https:')),
  });
  await app.register(multipart, { throwFileSizeLimit: true });
  server.removeContentTypeParser('text/plain');
  const parseJson = jsonParser(server);
  app.useBodyParser('application/json', {}, parseJson);
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, _body, done) => {
    done(new DomainError(UnsupportedMediaType));
  });
  serveDocs(app);
}
