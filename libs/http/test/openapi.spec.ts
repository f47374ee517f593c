import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { buildOpenApi } from '../src/index.js';
import { sampleApp } from './sample-app.js';

const run = promisify(execFile);

/** Replaces, or without a value removes, the part of a document at a path. */
function change(document: object, path: string, value?: unknown): void {
  const names = path.split(' ');
  const last = names.pop() ?? '';
  const parent = names.reduce((node: object, name) => Reflect.get(node, name) as object, document);
  if (value === undefined) {
    Reflect.deleteProperty(parent, last);
  } else {
    Reflect.set(parent, last, value);
  }
}

/** What Spectral says about a document. */
async function findings(document: unknown): Promise<{ code: string; path: string[] }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-openapi-'));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  try {
    const { stdout } = await run(
      resolve('node_modules/.bin/spectral'),
      ['lint', file, '--ruleset', resolve('.spectral.yaml'), '--format', 'json', '--quiet'],
      { maxBuffer: 50_000_000 },
    ).catch((error: unknown) => error as { stdout: string });
    return JSON.parse(stdout) as { code: string; path: string[] }[];
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the OpenAPI document', () => {
  let app: NestFastifyApplication;
  let document: OpenAPIObject;

  beforeAll(async () => {
    ({ app } = await sampleApp());
    document = buildOpenApi(app);
  });
  afterAll(() => app.close());

  it('passes the rules of the house without a warning', async () => {
    expect(await findings(document)).toEqual([]);
  });

  it('would not pass them with a flaw', async () => {
    const flawed = structuredClone(document);
    const list = 'paths /v1/notes get';
    const write = 'paths /v1/notes post';
    const schemas = 'components schemas';
    change(flawed, `${list} operationId`, 'List_notes');
    change(flawed, `${list} tags`, ['Notes', 'Posts']);
    change(flawed, `${list} parameters`, [
      { name: 'cursor', in: 'query', schema: { type: 'string', maxLength: 9 } },
    ]);
    change(flawed, `${list} summary`);
    change(flawed, `${write} security`);
    change(flawed, `${write} responses 400 content`, { 'application/json': {} });
    change(flawed, `${write} responses 422 content application/problem+json schema`, {
      type: 'object',
    });
    change(flawed, `${schemas} Note properties title maxLength`);
    change(flawed, `${schemas} Note properties title example`);
    change(flawed, `${schemas} Note properties id description`);
    change(flawed, `${schemas} NotePage properties items maxItems`);
    change(flawed, `${schemas} WriteNote additionalProperties`);
    change(flawed, `${schemas} WriteNote properties amount maximum`);
    change(flawed, `${schemas} WriteNote properties tags items maxLength`);
    const found = await findings(flawed);
    expect(new Set(found.map(({ code }) => code))).toEqual(
      new Set([
        'maru-array-max-items',
        'maru-error-is-problem',
        'maru-error-schema',
        'maru-field-description',
        'maru-integer-bounds',
        'maru-operation-id',
        'maru-page-operation',
        'maru-request-closed',
        'maru-scalar-example',
        'maru-security-defined',
        'maru-single-tag',
        'maru-string-max-length',
        'maru-summary',
        'operation-tag-defined',
      ]),
    );
    expect(found.filter(({ code }) => code === 'maru-string-max-length').length).toBeGreaterThan(1);
  });

  it('is served with pages to read it, from here alone', async () => {
    expect((await app.inject('/openapi.json')).json()).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
    const page = await app.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    // The policy allows no inline script.
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.body).not.toMatch(/<script>|<script(?![^>]*src=)/);
    expect((await app.inject('/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });

  const operation = (path: string, method: 'get' | 'post' | 'patch' | 'put') =>
    document.paths[path]?.[method];

  it('names operations by their methods and schemas without suffix', () => {
    expect(operation('/v1/notes', 'get')?.operationId).toBe('listNotes');
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining(['Note', 'NotePage', 'WriteNote', 'Problem', 'Visibility']),
    );
  });

  it('lists the codes of each refusal', () => {
    const write = operation('/v1/notes', 'post');
    expect(Object.keys(write?.responses ?? {})).toEqual(
      expect.arrayContaining([
        '201',
        '400',
        '401',
        '409',
        '413',
        '415',
        '422',
        '429',
        '500',
        '503',
      ]),
    );
    expect(JSON.stringify(write?.responses['400'])).toContain('malformed-json');
    expect(JSON.stringify(operation('/v1/notes', 'get')?.responses['400'])).toContain(
      'invalid-cursor',
    );
    expect(operation('/v1/notes/{noteId}', 'get')?.responses).toHaveProperty('404');
    expect(operation('/v1/notes/{noteId}', 'patch')?.responses).toHaveProperty('412');
  });

  it('tells who needs a token', () => {
    expect(operation('/v1/notes', 'get')?.security).toEqual([{}, { bearer: [] }]);
    expect(operation('/v1/notes', 'post')?.security).toEqual([{ bearer: [] }]);
    expect(operation('/v1/notes/login', 'put')?.security).toEqual([]);
  });

  it('closes bodies, and joins the file and the fields of a form', () => {
    expect(document.components?.schemas?.['WriteNote']).toMatchObject({
      additionalProperties: false,
    });
    expect(document.components?.schemas?.['Place']).toMatchObject({ additionalProperties: false });
    expect(operation('/v1/notes/files', 'post')?.requestBody).toMatchObject({
      content: {
        'multipart/form-data': {
          schema: {
            additionalProperties: false,
            required: ['file'],
            properties: { file: { format: 'binary' }, altText: { maxLength: 10 } },
          },
        },
      },
    });
  });

  it('writes what may be null as a type', () => {
    expect(document.components?.schemas?.['Note']).toMatchObject({
      properties: { imageUrl: { type: ['string', 'null'] } },
    });
  });

  it('tells the headers of requests and answers', () => {
    expect(JSON.stringify(operation('/v1/notes', 'post')?.parameters)).toContain('IdempotencyKey');
    expect(JSON.stringify(operation('/v1/notes/{noteId}', 'patch')?.parameters)).toContain(
      'If-Match',
    );
    expect(JSON.stringify(operation('/v1/notes/{noteId}', 'get')?.parameters)).toContain(
      'IfNoneMatch',
    );
    expect(operation('/v1/notes', 'post')?.responses['201']).toMatchObject({
      headers: { ETag: {}, Location: {}, 'Idempotent-Replayed': {} },
    });
    expect(operation('/v1/notes', 'get')?.responses['200']).toMatchObject({
      headers: { Link: {} },
    });
  });
});
