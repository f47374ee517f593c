import { gzipSync } from 'node:zlib';
import { type Case, type Expected, soundRequest } from './broken-requests.js';
import type { Operation } from './operations.js';
import { form } from './wire.js';
import type { World } from './world.js';

const MALFORMED: Expected = { statuses: [400], codes: ['malformed-json'] };
const INVALID: Expected = { statuses: [400], codes: ['validation-failed'], pointer: '' };
const WRONG_TYPE: Expected = { statuses: [415], codes: ['unsupported-media-type'] };
const TOO_LARGE: Expected = { statuses: [413], codes: ['payload-too-large'] };

const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);

/** Bodies that are wrong as a whole, whatever the operation. */
const BODIES: readonly (readonly [name: string, body: string | Buffer, expected: Expected])[] = [
  ['no body', '', INVALID],
  ['cut off', '{"a":', MALFORMED],
  ['only a brace', '{', MALFORMED],
  ['a comma too many', '{"a":1,}', MALFORMED],
  ['single quotes', "{'a':1}", MALFORMED],
  ['a comment', '{/* */}', MALFORMED],
  ['NaN', '{"a":NaN}', MALFORMED],
  ['two values', '{}{}', MALFORMED],
  ['a control character in a text', '{"a":"\u0001"}', MALFORMED],
  ['plain words', 'hello', MALFORMED],
  ['a form', 'a=1&b=2', MALFORMED],
  ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), MALFORMED],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), MALFORMED],
  ['a surrogate in UTF-8', Buffer.from('7b2261223a22eda080227d', 'hex'), MALFORMED],
  ['overlong UTF-8', Buffer.from('7b2261223a22c0af227d', 'hex'), MALFORMED],
  ['a list', '[]', INVALID],
  ['a list of an object', '[{}]', INVALID],
  ['a text', '"text"', INVALID],
  ['a number', '12', INVALID],
  ['a boolean', 'true', INVALID],
  ['null', 'null', INVALID],
  [
    'lists 10,000 deep',
    deep('[', ']'),
    { statuses: [400], codes: ['validation-failed', 'malformed-json'] },
  ],
  [
    'objects 10,000 deep',
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    { statuses: [400], codes: ['validation-failed', 'malformed-json'] },
  ],
  [
    '10,000 unknown fields',
    JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, i]))),
    { statuses: [400], codes: ['validation-failed'] },
  ],
  [
    'only __proto__',
    '{"__proto__":{}}',
    { statuses: [400], codes: ['malformed-json', 'validation-failed'] },
  ],
  ['more than 256 KB', JSON.stringify({ a: 'x'.repeat(256 * 1024) }), TOO_LARGE],
];

/** What the body is said to be. */
const TYPES: readonly (readonly [type: string | undefined, expected: Expected])[] = [
  [undefined, WRONG_TYPE],
  ['', WRONG_TYPE],
  ['text/plain', WRONG_TYPE],
  ['text/json', WRONG_TYPE],
  ['application/xml', WRONG_TYPE],
  ['application/octet-stream', WRONG_TYPE],
  ['application/x-www-form-urlencoded', WRONG_TYPE],
  ['application/merge-patch+json', WRONG_TYPE],
  ['application/jsonp', WRONG_TYPE],
  ['application', WRONG_TYPE],
  ['*/*', WRONG_TYPE],
  ['garbage; ;; =', WRONG_TYPE],
];

/** Types that may be read or refused. */
const ODD_TYPES = [
  'APPLICATION/JSON',
  'application/json; charset=utf-8',
  'application/json; charset=UTF8',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'application/json; charset="',
  'application/json;',
];

/** The body as a whole, and its type. */
export function brokenBodies(operation: Operation, world: World): Case[] {
  const sound = soundRequest(operation, world);
  if (!operation.body) {
    return operation.upload ? [] : unreadBodies(operation, world);
  }
  const body = sound.body!;
  const typed = (type: string | undefined): Record<string, string | string[]> => {
    const { 'content-type': _, ...headers } = sound.headers ?? {};
    return { ...headers, ...(type !== undefined && { 'content-type': type }) };
  };
  return [
    ...BODIES.map(([name, broken, expected]) => ({
      name: `body: ${name}`,
      request: { ...sound, body: broken },
      expected,
    })),
    ...TYPES.map(([type, expected]) => ({
      name: `content type ${type ?? 'missing'}`,
      request: { ...sound, headers: typed(type) },
      expected,
    })),
    {
      name: 'a form with a file',
      request: {
        ...sound,
        headers: { ...sound.headers, ...form().headers },
        body: form({ name: 'file', filename: 'a.jpg', content: 'x' }).body,
      },
      expected: WRONG_TYPE,
    },
    ...ODD_TYPES.map((type) => ({
      name: `content type ${type}`,
      request: { ...sound, headers: typed(type), body: JSON.stringify({ zzz: 1 }) },
      expected: { statuses: [400, 415] },
    })),
    {
      name: 'a byte order mark',
      request: { ...sound, body: Buffer.concat([Buffer.from('\ufeff'), Buffer.from(body)]) },
      expected: {},
    },
    {
      name: 'compressed',
      request: {
        ...sound,
        headers: { ...sound.headers, 'content-encoding': 'gzip' },
        body: gzipSync(body),
      },
      expected: { statuses: [400, 415] },
    },
  ];
}

/** Bodies where none is read. The unknown parameter keeps a request that passes from doing anything. */
function unreadBodies(operation: Operation, world: World): Case[] {
  if (!operation.path.startsWith('/v1/')) {
    return [];
  }
  const sound = soundRequest(operation, world);
  const target = `${sound.target}?surprise=1`;
  const sent = (name: string, type: string, body: string): Case => ({
    name: `unread body: ${name}`,
    request: { ...sound, target, headers: { ...sound.headers, 'content-type': type }, body },
    expected: { statuses: [400, 413, 415], undocumented: true },
  });
  return [
    sent('JSON', 'application/json', '{"a":1}'),
    sent('none, but said to be JSON', 'application/json', ''),
    sent('broken JSON', 'application/json', '{"a":'),
    sent('text', 'text/plain', 'hello'),
    sent('a form', 'application/x-www-form-urlencoded', 'a=1'),
    sent('too large', 'application/json', JSON.stringify('x'.repeat(256 * 1024))),
  ];
}
