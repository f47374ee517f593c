import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Settings } from '#libs/config';
import { definedFrames } from '../endpoint/frame.js';
import { finishOperation } from './finish-operation.js';
import { finishSchemas } from './finish-schemas.js';
import type { Operation } from './operation.js';
import { reusableComponents } from './reusable.js';
import { tagsOf } from './tags.js';

const DESCRIPTION = `A social-network backend: people, posts, comments, likes and feeds.

**Lists** take \`limit\` and \`cursor\` and answer \`items\` and \`nextCursor\`. **Changes** are PATCH with only the fields that change; sets are PUT and DELETE and may be repeated. **Errors** are \`application/problem+json\`: switch on \`code\`. **Ids** are texts of decimal digits, **times** ISO 8601 in UTC. Unknown fields and parameters are refused.`;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * The OpenAPI 3.1 document of an application.
 *
 * @throws Error when two operations have the same id, or one has no single tag that a lib declares
 */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const { publicUrl } = app.get(Settings);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Maru')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(publicUrl, 'This service')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
    extraModels: definedFrames().map(({ data }) => data),
  });
  document.paths = sorted(document.paths);
  document.info.contact = { name: 'The operators of this service', url: publicUrl };
  const ids = new Set<string>();
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      if (operation) {
        checkIdentity(`${method} ${path}`, operation, ids, tags);
        finishOperation(method, operation, path.startsWith('/v1/'));
      }
    }
  }
  const reusable = reusableComponents();
  document.components = {
    ...document.components,
    ...reusable,
    schemas: sorted({ ...document.components?.schemas, ...reusable.schemas }),
  };
  finishSchemas(document);
  document.tags = tagsOf(tags).map(({ name, description }) => ({ name, description }));
  return document;
}

function checkIdentity(
  where: string,
  operation: Operation,
  ids: Set<string>,
  tags: Set<string>,
): void {
  const { operationId, tags: own = [] } = operation;
  if (operationId === undefined || ids.has(operationId)) {
    throw new Error(`${where}: the operation id ${operationId ?? ''} is not unique.`);
  }
  ids.add(operationId);
  const [tag, ...more] = own;
  if (tag === undefined || more.length > 0) {
    throw new Error(`${where}: ${operationId} needs exactly one tag.`);
  }
  tags.add(tag);
}

/** By name: the order in which modules are loaded says nothing. */
function sorted<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
