import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
  [key: string]: unknown;
}

/** The committed OpenAPI document, as far as tests look into it. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

export const openApi: OpenApi = JSON.parse(
  readFileSync(join(process.cwd(), 'docs/openapi.json'), 'utf8'),
);

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'openapi', ...openApi });

const validators = new Map<string, ValidateFunction>();

/**
 * Fails unless the document knows this answer of this operation, and its body matches.
 *
 * @param path the path as the document writes it
 */
export async function checkResponse(
  method: string,
  path: string,
  response: Response,
): Promise<void> {
  const operation = openApi.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) {
    throw new Error(`${method} ${path} is not in the document.`);
  }
  const documented = operation.responses[String(response.status)];
  if (documented === undefined) {
    const body = await response.clone().text();
    throw new Error(`${method} ${path} answered an undocumented ${response.status}: ${body}`);
  }
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const schema = documented.content?.[type]?.schema;
  if (schema === undefined) {
    if (documented.content !== undefined && response.status !== 304) {
      throw new Error(`${method} ${path} ${response.status} answered "${type}".`);
    }
    return;
  }
  if (!type.endsWith('json')) {
    return;
  }
  const pointer = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(response.status),
    'content',
    type,
    'schema',
  ]
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  validators.set(pointer, validate);
  const body: unknown = await response.clone().json();
  if (!validate(body)) {
    throw new Error(
      `${method} ${path} ${response.status} breaks the document: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`,
    );
  }
}
