import type { ComponentsObject, OpenAPIObject } from '@nestjs/swagger';
import { allProblems, DomainError, type Problem } from '#libs/kernel';
import { ValidationFailed } from '../problems/http.errors.js';
import { problemBody } from '../problems/problem-body.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Headers = NonNullable<ComponentsObject['headers']>;
type Parameters = NonNullable<ComponentsObject['parameters']>;

/** Headers of answers. */
export const HEADERS = {
  XRequestId: {
    description: 'Id of the request: the one that was sent, if it was sane, else a new one.',
    schema: { type: 'string', maxLength: 128, example: '5f0c7f1e-6f1b-4f0e-9a39-0d2a4c8f2b11' },
  },
  RateLimit: {
    description: 'What is left of each limit: `r` requests, the count starts again in `t` seconds.',
    schema: { type: 'string', maxLength: 200, example: '"person";r=299;t=60' },
  },
  RateLimitPolicy: {
    description: 'The limits that apply: `q` requests in `w` seconds.',
    schema: { type: 'string', maxLength: 200, example: '"person";q=300;w=60' },
  },
  RetryAfter: {
    description: 'Seconds to wait before the request is worth repeating.',
    schema: { type: 'integer', minimum: 1, maximum: 86_400, example: 30 },
  },
  WwwAuthenticate: {
    description: 'How to authenticate, and what was wrong with the token that was sent.',
    schema: { type: 'string', maxLength: 300, example: 'Bearer realm="maru"' },
  },
  Allow: {
    description: 'The methods of this path.',
    schema: { type: 'string', maxLength: 100, example: 'GET, HEAD' },
  },
  ETag: {
    description:
      'Version and digest of the answer: the version changes when the content is edited, the digest with anything in the answer.',
    schema: { type: 'string', maxLength: 100, example: '"3-V1StGXR8_Z5jdHi6"' },
  },
  Location: {
    description: 'Path of the created resource.',
    schema: { type: 'string', maxLength: 500, example: '/v1/posts/1849274610239488001' },
  },
  Link: {
    description: 'With `rel="next"`: the next page. Absent on the last one.',
    schema: {
      type: 'string',
      maxLength: 4000,
      example: '</v1/posts?cursor=WyJwb3N0cyJd>; rel="next"',
    },
  },
  IdempotentReplayed: {
    description: '`true` when this is the kept answer of an earlier request with the same key.',
    schema: { type: 'string', enum: ['true'] },
  },
} satisfies Headers;

/** Headers of requests. */
export const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes repeating safe: the same key with the same request gets the first answer again for 24 hours. Printable ASCII, made anew for each new request.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'An `ETag` the caller has: answered with 304 when nothing of the answer has changed.',
    schema: { type: 'string', maxLength: 1000 },
    example: '"3-V1StGXR8_Z5jdHi6"',
  },
} satisfies Parameters;

/** Name of the schema of every error. */
export const PROBLEM_SCHEMA = 'Problem';

/** What operations refer to. */
export function reusableComponents(): Components {
  return {
    schemas: { [PROBLEM_SCHEMA]: problemSchema() },
    headers: HEADERS,
    parameters: PARAMETERS,
    examples: Object.fromEntries(
      allProblems().map((problem) => [
        problem.code,
        { summary: problem.title, value: exampleOf(problem) },
      ]),
    ),
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'The access token of sign-up, login or refresh. It lives 15 minutes.',
      },
    },
  };
}

function exampleOf(problem: Problem): object {
  const errors =
    problem === ValidationFailed
      ? [{ pointer: '/title', code: 'too-long', detail: 'It must have at most 250 characters.' }]
      : undefined;
  return problemBody(
    new DomainError(problem, errors ? { errors } : {}),
    '5f0c7f1e-6f1b-4f0e-9a39-0d2a4c8f2b11',
  );
}

function problemSchema(): NonNullable<Components['schemas']>[string] {
  const text = (description: string, maxLength: number, example: string): object => ({
    type: 'string',
    description,
    maxLength,
    example,
  });
  return {
    type: 'object',
    description: 'Every error (RFC 9457).',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    properties: {
      type: {
        ...text('Where the problem is explained.', 100, '/problems/not-found'),
        format: 'uri-reference',
      },
      title: text('The same for every occurrence.', 200, 'There is nothing here.'),
      status: {
        type: 'integer',
        description: 'The HTTP status.',
        minimum: 400,
        maximum: 599,
        example: 404,
      },
      detail: text('What happened this time.', 1000, 'There is nothing here.'),
      code: {
        ...text('What clients switch on.', 100, 'not-found'),
        pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      },
      requestId: text('The `X-Request-Id` of this answer.', 128, '5f0c7f1e-6f1b-4f0e-9a39'),
      errors: {
        type: 'array',
        description: 'The rejected parts of the request.',
        maxItems: 50,
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: text('JSON pointer into the body, or `?name`.', 500, '/title'),
            code: text('What is wrong.', 100, 'too-long'),
            detail: text('The same in words.', 1000, 'It must have at most 250 characters.'),
          },
        },
      },
    },
  };
}
