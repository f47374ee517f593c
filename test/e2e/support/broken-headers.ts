import { createHmac } from 'node:crypto';
import { type Case, type Expected, shown, soundRequest } from './broken-requests.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

const UNAUTHENTICATED: Expected = { statuses: [401], codes: ['unauthenticated'] };

/** A parameter that no operation knows: a request that is let in wrongly does nothing, and gives itself away. */
const HARMLESS = '?surprise=1';

/** A signed token; with `secret`, as the service signs. */
function jwt(header: object, payload: object, secret: string): string {
  const [head, body] = [header, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

/** Headers that are no token, and tokens that open nothing. */
export function brokenTokens(operation: Operation, world: World): Case[] {
  if (operation.access === 'open') {
    return [];
  }
  const sound = soundRequest(operation, world);
  const { authorization: _, ...anonymous } = sound.headers ?? {};
  const sent = (name: string, authorization: string | undefined, expected: Expected): Case => ({
    name: `token: ${name}`,
    request: {
      ...sound,
      target: `${sound.target}${HARMLESS}`,
      headers: { ...anonymous, ...(authorization !== undefined && { authorization }) },
    },
    expected,
  });
  const { token, refreshToken } = world.alice;
  const [head = '', payload = '', signature = ''] = token.split('.');
  const read = (part: string): object => JSON.parse(Buffer.from(part, 'base64url').toString());
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const aged = { ...read(payload), iat: now - 2 * hour, exp: now - hour };
  return [
    ...(operation.access === 'anyone' ? [] : [sent('missing', undefined, UNAUTHENTICATED)]),
    ...[
      '',
      'Bearer',
      'Bearer ',
      'garbage',
      'Bearer garbage',
      'Bearer a.b.c',
      'Bearer null',
      'Bearer ..',
      `Bearer ${'x'.repeat(8_000)}`,
    ].map((text) => sent(shown(text), text, UNAUTHENTICATED)),
    sent(
      'Basic scheme',
      `Basic ${Buffer.from('alice:secret').toString('base64')}`,
      UNAUTHENTICATED,
    ),
    sent('no scheme', token, UNAUTHENTICATED),
    sent('other scheme', `Token ${token}`, UNAUTHENTICATED),
    sent('two tokens', `Bearer ${token} ${token}`, UNAUTHENTICATED),
    sent('refresh token', `Bearer ${refreshToken}`, UNAUTHENTICATED),
    sent('signature cut', `Bearer ${head}.${payload}.`, UNAUTHENTICATED),
    sent(
      'signature changed',
      `Bearer ${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      UNAUTHENTICATED,
    ),
    sent(
      'payload changed',
      `Bearer ${head}.${Buffer.from(JSON.stringify({ ...read(payload), sub: '1' })).toString('base64url')}.${signature}`,
      UNAUTHENTICATED,
    ),
    sent(
      'algorithm none',
      `Bearer ${Buffer.from(JSON.stringify({ ...read(head), alg: 'none' })).toString('base64url')}.${payload}.`,
      UNAUTHENTICATED,
    ),
    sent(
      'other algorithm',
      `Bearer ${jwt({ ...read(head), alg: 'HS512' }, read(payload), world.signingKey)}`,
      UNAUTHENTICATED,
    ),
    sent('foreign key', `Bearer ${jwt(read(head), aged, 'x'.repeat(40))}`, UNAUTHENTICATED),
    sent('expired', `Bearer ${jwt(read(head), aged, world.signingKey)}`, {
      statuses: [401],
      codes: ['token-expired'],
    }),
    sent(
      'of another purpose',
      `Bearer ${jwt(read(head), { ...read(payload), typ: 'mail' }, world.signingKey)}`,
      UNAUTHENTICATED,
    ),
    sent(
      'of nobody',
      `Bearer ${jwt(read(head), { ...read(payload), sub: 'abc' }, world.signingKey)}`,
      UNAUTHENTICATED,
    ),
    sent(
      'of a session that is no id',
      `Bearer ${jwt(read(head), { ...read(payload), sid: {} }, world.signingKey)}`,
      UNAUTHENTICATED,
    ),
    sent(
      'of a session that never was',
      `Bearer ${jwt(read(head), { ...read(payload), sid: '1' }, world.signingKey)}`,
      { statuses: [401], codes: ['token-revoked'] },
    ),
    sent('of an ended session', `Bearer ${world.endedToken}`, {
      statuses: [401],
      codes: ['token-revoked'],
    }),
    ...(operation.access === 'admin'
      ? [
          sent('of an ordinary person', `Bearer ${token}`, {
            statuses: [403],
            codes: ['forbidden'],
          }),
        ]
      : []),
  ];
}

const ODD_TAGS = [
  'garbage',
  '""',
  '"',
  '"-1-abc"',
  '"99999999999-abc"',
  '"2147483647-abc"',
  'W/"garbage"',
  '"é"',
  'x'.repeat(4_000),
  '"a","b",',
  ',,,',
];

const BAD_KEYS = ['', 'é', 'a\tb', 'x'.repeat(256), 'x'.repeat(4_000)];

/** How a condition that holds for nothing is refused: with what such a request lacks here, if that is asked first. */
function conditional({ upload, name }: Operation): Expected {
  if (upload !== undefined) {
    return { statuses: [415], codes: ['unsupported-media-type'] };
  }
  return name === 'DELETE /v1/me'
    ? { statuses: [401], codes: ['invalid-credentials'] }
    : { statuses: [412], codes: ['precondition-failed'] };
}

/** Conditions, keys and ids of requests that make no sense. */
export function brokenHeaders(operation: Operation, world: World): Case[] {
  const sound = soundRequest(operation, world);
  const headed = (
    name: string,
    value: string,
    expected: Expected,
    target = sound.target,
  ): Case => ({
    name: `${name}: ${shown(value)}`,
    request: { ...sound, target, headers: { ...sound.headers, [name]: value } },
    expected,
  });
  const harmless = `${sound.target}${HARMLESS}`;
  return [
    ...(operation.headers.has('if-match')
      ? ODD_TAGS.map((tag) => headed('if-match', tag, conditional(operation)))
      : ODD_TAGS.map((tag) => headed('if-match', tag, {}, harmless))),
    ...ODD_TAGS.map((tag) =>
      headed(
        'if-none-match',
        tag,
        operation.headers.has('if-none-match') ? { statuses: [200] } : {},
        operation.method === 'GET' ? sound.target : harmless,
      ),
    ),
    ...BAD_KEYS.map((key) =>
      headed(
        'idempotency-key',
        key,
        operation.headers.has('idempotency-key')
          ? { statuses: [400], codes: ['validation-failed'], pointer: 'Idempotency-Key' }
          : {},
        operation.headers.has('idempotency-key') || operation.method === 'GET'
          ? sound.target
          : harmless,
      ),
    ),
    ...['a b', 'é', '<script>', 'x'.repeat(129), '"'].map((id) =>
      headed('x-request-id', id, {}, harmless),
    ),
    ...(operation.method === 'GET'
      ? [
          headed('range', 'bytes=5-1', {}),
          headed('accept', 'nonsense/;;q=x', {}),
          headed('accept-language', ';;q=9,,ko;q=x', {}),
          headed('accept-encoding', 'nonsense;q=x', {}),
          headed('x-forwarded-for', "' or 1=1, ::::", {}),
          headed('user-agent', 'é'.repeat(3_000), {}),
          headed('origin', 'nonsense', {}),
        ]
      : []),
  ];
}
