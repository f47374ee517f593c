import { openApi } from '../client/contract.js';

/** A JSON schema as the document writes it, references followed. */
export interface Schema {
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  /** Of an object, by name. */
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly example?: unknown;
}

/** A named value of a request. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** Who may send it: `open` ignores tokens, `anyone` reads one when there is one. */
export type Access = 'open' | 'anyone' | 'person' | 'admin';

/** One operation of the document. */
export interface Operation {
  /** The `operationId`. */
  readonly id: string;
  /** Method and path. */
  readonly name: string;
  readonly method: string;
  /** As the document writes it. */
  readonly path: string;
  readonly access: Access;
  readonly pathFields: readonly Field[];
  readonly queryFields: readonly Field[];
  /** Names in lower case. */
  readonly headers: ReadonlySet<string>;
  /** Fields of a JSON body. */
  readonly body: readonly Field[] | undefined;
  /** Text fields beside the file. */
  readonly upload: readonly Field[] | undefined;
  /** Whether what it answers carries an `ETag`. */
  readonly tagged: boolean;
  readonly statuses: ReadonlySet<number>;
  /** The documented problem codes of a status. */
  readonly codes: ReadonlyMap<number, ReadonlySet<string>>;
}

type Raw = Record<string, unknown>;

/** Every operation of the document. */
export const operations: readonly Operation[] = Object.entries(openApi.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => /^(get|post|put|patch|delete)$/.test(method))
      .map(([method, raw]) => operation(method.toUpperCase(), path, raw)),
);

function operation(method: string, path: string, raw: Raw): Operation {
  const parameters = ((raw['parameters'] ?? []) as Raw[]).map(follow);
  const fieldsIn = (place: string): Field[] =>
    parameters
      .filter((parameter) => parameter['in'] === place)
      .map(({ name, required, schema }) => ({
        name: String(name),
        required: required === true,
        schema: schemaOf(schema as Raw),
      }));
  const content = ((raw['requestBody'] as Raw | undefined)?.['content'] ?? {}) as Raw;
  const responses = raw['responses'] as Record<string, { content?: Raw; headers?: Raw }>;
  return {
    id: String(raw['operationId']),
    name: `${method} ${path}`,
    method,
    path,
    access: accessOf(path, raw['security'] as object[]),
    pathFields: fieldsIn('path'),
    queryFields: fieldsIn('query'),
    headers: new Set(fieldsIn('header').map(({ name }) => name.toLowerCase())),
    body: fieldsOf(content['application/json']),
    upload: fieldsOf(content['multipart/form-data'])?.filter(({ name }) => name !== 'file'),
    tagged: Object.values(responses).some(({ headers }) => headers?.['ETag'] !== undefined),
    statuses: new Set(Object.keys(responses).map(Number)),
    codes: new Map(
      Object.entries(responses).map(([status, response]) => [Number(status), codesOf(response)]),
    ),
  };
}

function accessOf(path: string, security: readonly object[]): Access {
  if (security.length === 0) {
    return 'open';
  }
  if (security.some((way) => Object.keys(way).length === 0)) {
    return 'anyone';
  }
  return path.startsWith('/v1/admin/') ? 'admin' : 'person';
}

function codesOf({ content }: { content?: Raw }): Set<string> {
  const problem = content?.['application/problem+json'] as { examples?: Raw } | undefined;
  return new Set(Object.keys(problem?.examples ?? {}));
}

function fieldsOf(media: unknown): Field[] | undefined {
  if (media === undefined) {
    return undefined;
  }
  const { properties = {}, required = [] } = merged((media as { schema: Raw }).schema);
  return Object.entries(properties as Raw).map(([name, schema]) => ({
    name,
    required: (required as string[]).includes(name),
    schema: schemaOf(schema as Raw),
  }));
}

function schemaOf(raw: Raw): Schema {
  const { type, items, anyOf, properties, ...rest } = merged(raw);
  const ways = ((anyOf ?? []) as Raw[]).map(schemaOf);
  const way = ways.find(({ types }) => types.length > 0);
  const types = [type ?? []].flat() as string[];
  return {
    ...way,
    ...rest,
    ...(items !== undefined && { items: schemaOf(items as Raw) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Raw).map(([name, own]) => [name, schemaOf(own as Raw)]),
      ),
    }),
    types: [...types.filter((name) => name !== 'null'), ...(way?.types ?? [])],
    nullable: types.includes('null') || ways.some(({ nullable }) => nullable),
  };
}

/** The schema with what `$ref` and `allOf` add. */
function merged(raw: Raw): Raw {
  const { allOf, ...own } = follow(raw);
  const parts = ((allOf ?? []) as Raw[]).map(merged);
  const all = [...parts, own];
  return {
    ...Object.assign({}, ...all),
    ...(parts.some(({ properties }) => properties) && {
      properties: Object.assign({}, ...all.map(({ properties }) => properties)),
      required: all.flatMap(({ required }) => required ?? []),
    }),
  };
}

function follow(raw: Raw): Raw {
  const { $ref, ...rest } = raw;
  if (typeof $ref !== 'string') {
    return raw;
  }
  const target = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Raw)[step], openApi);
  return { ...follow(target as Raw), ...rest };
}

/** A value that fits a field: its example, or else one made from its schema. */
export function sample({ name, schema }: Field): unknown {
  if (schema.example !== undefined) {
    return schema.example;
  }
  if (schema.enum) {
    return schema.enum[0];
  }
  switch (schema.types[0]) {
    case 'string':
      return 'words'.slice(0, schema.maxLength).padEnd(schema.minLength ?? 0, 's');
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([part, own]) => [
          part,
          sample({ name: part, required: true, schema: own }),
        ]),
      );
    default:
      throw new Error(`Nobody knows what to send as ${name}: ${JSON.stringify(schema)}`);
  }
}
