import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { codePoints, compose, DomainError, parseId } from '#libs/kernel';
import { expectedVersion } from '../answers/if-match.js';
import { EXAMPLE_ID, ID_SCHEMA } from '../fields/id-field.js';
import { isStorableText } from '../fields/text-field.js';
import { NotFound } from '../problems/http.errors.js';
import { orNotFound } from '../problems/or-not-found.js';
import { clientAddress } from '../request/client-address.js';
import { viewerOf } from '../request/request-viewer.js';

/** Who sends the request: a `Viewer` on endpoints for signed-in people, a `MaybeViewer` on the others. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext) =>
  viewerOf(requestOf(context)),
);

/** What a session or a limit may want to know about the caller. */
export interface Client {
  /** Address of the caller; forwarding headers are believed from `TRUSTED_PROXIES` only. */
  readonly ip: string;
  /** At most 500 characters. */
  readonly userAgent: string | null;
  /** The language of mails and pages that this request causes. */
  readonly language: 'ko' | 'en';
}

/** Where the request comes from: a `Client`. */
export const ClientInfo = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const request = requestOf(context);
  const { headers } = request;
  return {
    ip: clientAddress(request),
    userAgent: headers['user-agent']?.slice(0, 500) ?? null,
    language: preferredLanguage(headers['accept-language'] ?? ''),
  };
});

/** Whether the caller wants the headers of an answer only: a `boolean`, true for HEAD. */
export const HeadersOnly = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).method === 'HEAD',
);

const readPathId = createParamDecorator((name: string, context: ExecutionContext) => {
  return orNotFound(parseId(pathParam(context, name)));
});

/** An id in the path, for instance `@PathId('postId')`. What can't be an id is not found. */
export function PathId(name: string): ParameterDecorator {
  return (target, key, index) => {
    readPathId(name)(target, key, index);
    documentPath(target, key, {
      name,
      description: 'An id, as the API gives it.',
      schema: { ...ID_SCHEMA },
      example: EXAMPLE_ID,
    });
  };
}

/** What is asked of a word in the path. */
export interface PathTextOptions {
  /** Code points; what is longer is not found. */
  readonly maxLength: number;
  readonly description: string;
  readonly example: string;
}

const readPathText = createParamDecorator(
  ({ name, maxLength }: { name: string; maxLength: number }, context: ExecutionContext) => {
    const sent = pathParam(context, name);
    const text = sent === undefined ? undefined : compose(sent);
    if (text === undefined || !isStorableText(text) || codePoints(text) > maxLength) {
      throw new DomainError(NotFound);
    }
    return text;
  },
);

/** A word in the path: a slug, a nickname. What can't be one is not found. */
export function PathText(name: string, options: PathTextOptions): ParameterDecorator {
  return (target, key, index) => {
    readPathText({ name, maxLength: options.maxLength })(target, key, index);
    documentPath(target, key, {
      name,
      description: options.description,
      schema: { type: 'string', maxLength: options.maxLength },
      example: options.example,
    });
  };
}

const readIfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  expectedVersion(requestOf(context).headers['if-match']),
);

/** The version that `If-Match` asks for: a number, or `undefined` when any will do. */
export function IfMatch(): ParameterDecorator {
  return (target, key, index) => {
    readIfMatch()(target, key, index);
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && method) {
      ApiHeader({
        name: 'If-Match',
        description:
          'An `ETag` of the resource: the request is refused with 412 when the resource was edited since.',
        required: false,
        schema: { type: 'string', maxLength: 1000 },
        example: '"3-V1StGXR8_Z5jdHi6"',
      })(target, key, method);
    }
  };
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

function pathParam(context: ExecutionContext, name: string): string | undefined {
  const params: unknown = requestOf(context).params;
  const value: unknown =
    typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function documentPath(
  target: object,
  key: string | symbol | undefined,
  options: Parameters<typeof ApiParam>[0],
): void {
  const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key !== undefined && method) {
    ApiParam(options)(target, key, method);
  }
}

function preferredLanguage(header: string): 'ko' | 'en' {
  const wishes = header
    .slice(0, 200)
    .split(',')
    .map((wish) => /^\s*(ko|en)\b[^;]*(?:;\s*q=([\d.]+))?/i.exec(wish))
    .flatMap((match) =>
      match ? [{ language: match[1]?.toLowerCase(), weight: Number(match[2] ?? 1) }] : [],
    )
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.language === 'ko' ? 'ko' : 'en';
}
