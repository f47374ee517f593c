import { applyDecorators, HttpCode, SetMetadata, type Type, UseInterceptors } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Problem, Role } from '#libs/kernel';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { EVENT_STREAM } from './frame.js';

/** Who may call an endpoint. `admin` includes superusers, `user` everybody who is signed in. */
export type Access = 'anyone' | Role;

/** What one controller method promises. */
export interface EndpointOptions {
  /** A few words, as in a list of endpoints. */
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Stays open to anyone when `PUBLIC_READS=false`: authentication and operations. */
  readonly always?: boolean;
  /** The DTO of the answer, or `pageOf(Dto)`; without it there is no body. */
  readonly returns?: Type<object> | undefined;
  /** The answer is the event stream, with the messages of `defineFrame`; or a WebSocket, when one is asked for. */
  readonly streams?: true;
  /** Default 200 with `returns` or `streams`, else 204. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Besides those that follow from access, path, parameters and body. */
  readonly problems?: readonly Problem[];
  /** A creating POST of a signed-in person: honours `Idempotency-Key`. */
  readonly idempotent?: true;
}

/** Metadata key of the options of a controller method. */
export const ENDPOINT = Symbol('maru:endpoint');

/** Where `buildOpenApi` finds what it needs to finish an operation; not part of the document. */
export const OPERATION_NOTES = 'x-maru';

/** What the OpenAPI document takes from an endpoint. */
export interface OperationNotes {
  readonly access: Access;
  readonly always: boolean;
  readonly problems: readonly string[];
  readonly idempotent: boolean;
}

/**
 * Makes a controller method an endpoint: its access, status, answer and problems, for the service and for
 * the OpenAPI document at once. The method's name is the operation id and unique across the API.
 */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const { returns, summary, description } = options;
  const status = options.status ?? (returns || options.streams ? 200 : 204);
  const notes: OperationNotes = {
    access: options.access,
    always: options.always ?? false,
    problems: (options.problems ?? []).map((problem) => problem.code),
    idempotent: options.idempotent ?? false,
  };
  return applyDecorators(
    SetMetadata(ENDPOINT, options),
    HttpCode(status),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({
      status,
      description: MEANING[status],
      ...(returns && { type: returns }),
      ...(options.streams && { content: { [EVENT_STREAM]: {} } }),
    }),
    ...(options.streams ? [ApiResponse({ status: 101, description: WEB_SOCKET })] : []),
    ApiExtension(OPERATION_NOTES, notes),
    ...(options.idempotent ? [UseInterceptors(IdempotencyInterceptor)] : []),
  );
}

const WEB_SOCKET =
  'A WebSocket, for a request with `Upgrade: websocket`: each message is a text, the JSON `{event, id?, data}`.';

const MEANING = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; it is done in the background.',
  204: 'Done; there is nothing to tell.',
} as const;
