import type { OpenAPIObject } from '@nestjs/swagger';
import { isPlainObject } from '../fields/object-field.js';
import { allOpenWords } from '../fields/open-words.js';

const PREFIX = '#/components/schemas/';

/** Schemas by the names that clients read, lists of words complete, requests closed to unknown fields, forms in one piece. */
export function finishSchemas(document: OpenAPIObject): void {
  const schemas: Record<string, unknown> = document.components?.schemas ?? {};
  const bodies: unknown[] = [];
  visit(document.paths, (node) => {
    if (isPlainObject(node['requestBody'])) {
      bodies.push(node['requestBody']);
    }
  });
  bodies.forEach((body) => {
    mergeForms(body, schemas);
  });
  closeReachable(bodies, schemas);
  completeWords(schemas);
  rename(document, schemas);
}

/** Fields were declared before all libs had added their words. */
function completeWords(schemas: Record<string, unknown>): void {
  for (const { name, all } of allOpenWords()) {
    const schema = schemas[name];
    if (isPlainObject(schema)) {
      schema['enum'] = all;
    }
  }
}

/** A form is one object: its file and its fields. */
function mergeForms(body: unknown, schemas: Record<string, unknown>): void {
  visit(body, (node) => {
    if (!('allOf' in node) || !Array.isArray(node['allOf']) || node['allOf'].length < 2) {
      return;
    }
    const parts: unknown[] = node['allOf'];
    const resolved = parts.map((part) => resolve(part, schemas));
    delete node['allOf'];
    Object.assign(node, {
      type: 'object',
      properties: Object.fromEntries(
        resolved.flatMap(({ properties }) =>
          isPlainObject(properties) ? Object.entries(properties) : [],
        ),
      ),
      required: resolved.flatMap(({ required }): unknown[] =>
        Array.isArray(required) ? required : [],
      ),
    });
  });
}

function resolve(part: unknown, schemas: Record<string, unknown>): Record<string, unknown> {
  if (!isPlainObject(part)) {
    return {};
  }
  const { $ref } = part;
  const target = typeof $ref === 'string' ? schemas[$ref.slice(PREFIX.length)] : part;
  return isPlainObject(target) ? target : {};
}

/** Every object that a request may hold refuses unknown fields, as the service does. */
function closeReachable(roots: readonly unknown[], schemas: Record<string, unknown>): void {
  const closed = new Set<string>();
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    visit(next, (node) => {
      if (node['type'] === 'object' && isPlainObject(node['properties'])) {
        node['additionalProperties'] ??= false;
      }
      const name = typeof node['$ref'] === 'string' ? node['$ref'].slice(PREFIX.length) : undefined;
      if (name !== undefined && schemas[name] !== undefined && !closed.has(name)) {
        closed.add(name);
        waiting.push(schemas[name]);
      }
    });
  }
}

/** `PostDto` is `Post` for clients. Classes of form fields are part of their form and need no name. */
function rename(document: OpenAPIObject, schemas: Record<string, unknown>): void {
  const used = new Set<string>();
  visit(document, (node) => {
    if (typeof node['$ref'] === 'string' && node['$ref'].startsWith(PREFIX)) {
      const name = node['$ref'].slice(PREFIX.length);
      used.add(name);
      node['$ref'] = `${PREFIX}${clientName(name)}`;
    }
  });
  const renamed: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']> = {};
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    if (!used.has(name)) {
      continue;
    }
    if (renamed[clientName(name)] !== undefined) {
      throw new Error(`Two schemas are called ${clientName(name)}.`);
    }
    renamed[clientName(name)] = schema;
  }
  if (document.components && Object.keys(schemas).length > 0) {
    document.components.schemas = renamed;
  }
}

function clientName(name: string): string {
  return name.replace(/Dto$/, '');
}

function visit(value: unknown, act: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item) => {
      visit(item, act);
    });
  } else if (isPlainObject(value)) {
    act(value);
    Object.values(value).forEach((child) => {
      visit(child, act);
    });
  }
}
