import type { INestApplication } from '@nestjs/common';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { buildOpenApi } from './build-openapi.js';

/** Serves the document at `/openapi.json` and pages to read it at `/docs`; nothing is loaded from elsewhere. */
export function serveDocs(app: INestApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApi(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Maru API',
    swaggerOptions: { persistAuthorization: true, validatorUrl: null },
  });
}
