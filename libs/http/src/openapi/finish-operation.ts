import type { ResponseObject } from '@nestjs/swagger';
import { OPERATION_NOTES, type OperationNotes } from '../endpoint/endpoint.js';
import { EVENT_STREAM } from '../endpoint/frame.js';
import { frameSchema } from './frame-schema.js';
import { type Operation, parametersOf } from './operation.js';
import { commonHeaders, header, problemResponses, problemsOf } from './operation-problems.js';
import { type PARAMETERS } from './reusable.js';

const NO_NOTES: OperationNotes = {
  access: 'anyone',
  always: true,
  problems: [],
  idempotent: false,
};

/** The status of a connection that speaks something else from now on. */
const SWITCHING = '101';

/**
 * Adds to an operation what follows from its endpoint: security, problems, headers, conditional reads.
 *
 * @param versioned whether it belongs to /v1: the others have no limits and no entity tags
 */
export function finishOperation(method: string, operation: Operation, versioned: boolean): void {
  const notes = operation[OPERATION_NOTES] ?? NO_NOTES;
  Reflect.deleteProperty(operation, OPERATION_NOTES);
  const success = Object.entries(operation.responses)
    .filter(([status]) => status !== SWITCHING)
    .map(([, response]) => response)
    .find(isInPlace);
  const reading =
    versioned &&
    method === 'get' &&
    success !== undefined &&
    !isPage(success) &&
    !isStream(success);
  operation.parameters = [
    ...parametersOf(operation),
    ...(notes.idempotent ? [reference('IdempotencyKey')] : []),
    ...(reading ? [reference('IfNoneMatch')] : []),
  ];
  for (const [status, response] of Object.entries(operation.responses)) {
    if (status === SWITCHING && isInPlace(response)) {
      response.headers = { 'X-Request-Id': header('XRequestId') };
    } else if (isInPlace(response)) {
      completeStream(response);
      const tagged = reading || method === 'patch' || status === '201' || asksForVersion(operation);
      describeSuccess(response, { status, tagged, notes, versioned });
    }
  }
  operation.responses = {
    ...problemResponses(problemsOf(operation, notes, versioned), versioned),
    ...(reading && {
      304: {
        description: 'The caller has the current answer.',
        headers: { ...commonHeaders(versioned), ETag: header('ETag') },
      },
    }),
    ...operation.responses,
  };
  operation.security = securityOf(notes);
}

function describeSuccess(
  response: ResponseObject,
  about: {
    status: string;
    /** Whether a body is that of a resource with an entity tag. */
    tagged: boolean;
    notes: OperationNotes;
    versioned: boolean;
  },
): void {
  response.headers = {
    ...commonHeaders(about.versioned),
    ...(about.tagged && hasBody(response) && { ETag: header('ETag') }),
    ...(about.status === '201' && { Location: header('Location') }),
    ...(isPage(response) && { Link: header('Link') }),
    ...(about.notes.idempotent && { 'Idempotent-Replayed': header('IdempotentReplayed') }),
    ...response.headers,
  };
}

/** Who asks for the version of a resource answers with the resource. */
function asksForVersion(operation: Operation): boolean {
  return parametersOf(operation).some(({ name }) => name === 'If-Match');
}

function securityOf({ access, always }: OperationNotes): Record<string, string[]>[] {
  if (access !== 'anyone') {
    return [{ bearer: [] }];
  }
  return always ? [] : [{}, { bearer: [] }];
}

function isInPlace(response: unknown): response is ResponseObject {
  return typeof response === 'object' && response !== null && 'description' in response;
}

function hasBody(response: ResponseObject): boolean {
  return Object.keys(response.content ?? {}).length > 0;
}

function isStream({ content }: ResponseObject): boolean {
  return content !== undefined && EVENT_STREAM in content;
}

/** Which messages there are is known when all libs are loaded. */
function completeStream(response: ResponseObject): void {
  if (isStream(response)) {
    response.content = { [EVENT_STREAM]: { schema: frameSchema() } };
  }
}

function isPage(response: ResponseObject): boolean {
  const schema = response.content?.['application/json']?.schema;
  return schema !== undefined && '$ref' in schema && /Page(Dto)?$/.test(schema.$ref);
}

function reference(name: keyof typeof PARAMETERS): { $ref: string } {
  return { $ref: `#/components/parameters/${name}` };
}
