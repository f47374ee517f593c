import {
  type Case,
  type Expected,
  refusal,
  shown,
  soundRequest,
  targetOf,
} from './broken-requests.js';
import { goodItem, isFree, textBreaks, WIDE } from './broken-values.js';
import { type Field, type Operation, sample } from './operations.js';
import type { World } from './world.js';

const NOT_FOUND: Expected = { statuses: [404], codes: ['not-found'] };

/** Most bytes of a request's first line that Node reads. */
const MAX_TARGET = 16_000;

/** Segments of a path that are no id, as they stand in the address. */
const NOT_IDS = [
  '0',
  '-1',
  '+1',
  'abc',
  '1e3',
  '01',
  '1.0',
  '0x1',
  'null',
  'undefined',
  '%20',
  '1%20',
  '1%0a',
  '%00',
  '1%00',
  '%31%00',
  '%EF%BC%91',
  '%D9%A3',
  '%ED%95%9C',
  '9223372036854775808',
  '12345678901234567890',
  '1'.repeat(2_000),
  '1'.repeat(5_000),
  '1%2f2',
  '%2e%2e',
  '1;2',
  "1'--",
  '__proto__',
];

/** Segments that are an id of nothing. */
const UNUSED_IDS = ['1', '9223372036854775807'];

/** Segments that no word matches. */
const NOT_WORDS = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  'x'.repeat(2_000),
  'x'.repeat(5_000),
  '%F0%9F%98%80'.repeat(150),
];

/** Ids and words of the path. */
export function brokenPaths(operation: Operation, world: World): Case[] {
  const sound = soundRequest(operation, world);
  return operation.pathFields.flatMap(({ name, schema }) => {
    const isId = schema.pattern !== undefined;
    const at = (segment: string, expected: Expected): Case => ({
      name: `path {${name}}: ${shown(segment)}`,
      request: { ...sound, target: targetOf(operation, world, { [name]: segment }) },
      expected,
    });
    return [
      ...(isId ? [...NOT_IDS, ...unusedIds(operation)] : NOT_WORDS).map((segment) =>
        at(segment, NOT_FOUND),
      ),
      // Broken percent-encoding is no address at all.
      ...['%', '%zz', '%4', '%c3%28', '%ff'].map((segment) =>
        at(segment, { statuses: [400, 404], codes: ['validation-failed', 'not-found'] }),
      ),
      // The last segment may be left out: that is the list above.
      ...(operation.path.endsWith(`{${name}}`) ? [] : [at('', NOT_FOUND)]),
    ];
  });
}

/** Taking back what is not there succeeds, so that only other operations miss it. */
function unusedIds({ method, body }: Operation): readonly string[] {
  return method === 'DELETE' || (body?.some(({ required }) => required) ?? false) ? [] : UNUSED_IDS;
}

/** Every query parameter, broken in every way that its schema allows, and parameters that nobody knows. */
export function brokenQueries(operation: Operation, world: World): Case[] {
  if (!operation.path.startsWith('/v1/')) {
    return [];
  }
  const sound = soundRequest(operation, world);
  const query = (name: string, text: string, expected: Expected): Case => ({
    name: `query ${name}`,
    request: { ...sound, target: `${sound.target}?${text}` },
    expected,
  });
  const unknown = [
    'surprise=1',
    'Limit=1',
    'limit%20=1',
    'a=1&b=2',
    '__proto__=1',
    'constructor=1',
    'toString',
    '%ED%95%9C=1',
  ];
  return [
    ...unknown.map((text) =>
      query(
        `unknown ${text}`,
        text,
        refusal(`?${decodeURIComponent(text.split('=')[0] ?? '')}`, 'unknown-parameter'),
      ),
    ),
    query('NUL in a name', 'a%00b=1', { statuses: [400], codes: ['validation-failed'] }),
    query('broken percent-encoding in a name', '%zz=1', {
      statuses: [400],
      codes: ['validation-failed'],
    }),
    ...operation.queryFields.flatMap((field) => [
      ...brokenParameter(field).map(({ name, text, code }) =>
        query(
          `${field.name}: ${name} ${shown(text)}`,
          `${field.name}=${escaped(text)}`,
          refusalOf(field, code),
        ),
      ),
      ...oddParameter(field).map(([name, text, expected]) =>
        query(`${field.name}: ${name}`, text, expected),
      ),
    ]),
  ];
}

/** A cursor may also be refused as such. */
function refusalOf({ name }: Field, code?: string): Expected {
  return name === 'cursor'
    ? { statuses: [400], codes: ['validation-failed', 'invalid-cursor'] }
    : refusal(`?${name}`, code);
}

function brokenParameter({ schema }: Field): { name: string; text: string; code?: string }[] {
  const [type] = schema.types;
  switch (type) {
    case 'integer':
      return [
        ...['abc', '', '1.5', '1e1', ' 5', '5 ', '+5', '0x5', '１', 'null', '5,6', '\0'].map(
          (text) => ({ name: 'not a whole number', text }),
        ),
        { name: 'huge', text: '9'.repeat(30) },
        { name: 'huge', text: '9007199254740993' },
        ...(schema.minimum === undefined
          ? []
          : [{ name: 'too small', text: String(schema.minimum - 1), code: 'too-small' }]),
        ...(schema.maximum === undefined
          ? []
          : [{ name: 'too large', text: String(schema.maximum + 1), code: 'too-large' }]),
        { name: 'too small', text: '-1' },
      ];
    case 'boolean':
      return ['', 'yes', '1', '0', 'TRUE', 'null', 'true ', '\0'].map((text) => ({
        name: 'not true or false',
        text,
      }));
    case 'array':
      return textBreaks(schema.items!).map(({ name, ...rest }) => ({
        name: `item ${name}`,
        ...rest,
      }));
    default:
      return textBreaks(schema);
  }
}

function oddParameter(field: Field): (readonly [name: string, text: string, expected: Expected])[] {
  const { name, schema } = field;
  const list = schema.types.includes('array');
  const good = list ? String(goodItem(schema, undefined)) : String(sample(field));
  const pair = `${name}=${encodeURIComponent(good)}`;
  const text = list ? schema.items! : schema;
  const reachable = Math.min(text.maxLength ?? 0, Math.floor(MAX_TARGET / 12));
  return [
    ...(list
      ? ([
          [
            'too many',
            Array.from({ length: (schema.maxItems ?? 0) + 1 }, (_, i) => `${name}=x${i}`).join('&'),
            refusal(`?${name}`, 'too-many'),
          ],
        ] as const)
      : ([['given twice', `${pair}&${pair}`, refusal(`?${name}`)]] as const)),
    ['with brackets', `${name}[]=1`, refusal(`?${name}[]`, 'unknown-parameter')],
    ['with a name in brackets', `${name}[a]=1`, refusal(`?${name}[a]`, 'unknown-parameter')],
    ['broken percent-encoding', `${name}=%zz`, {}],
    ['bytes that are no UTF-8', `${name}=%c3%28`, {}],
    ['an encoded surrogate', `${name}=%ED%A0%80`, {}],
    ['without a value', name, {}],
    ...(isFree(text) && name !== 'cursor'
      ? ([
          [
            'wide letters up to the limit',
            `${name}=${encodeURIComponent(WIDE.repeat(reachable))}`,
            { blameless: `?${name}` },
          ],
        ] as const)
      : []),
  ];
}

/** Lone surrogates have no encoding: their bytes are sent. */
function escaped(text: string): string {
  return Array.from(text, (letter) =>
    /\p{Surrogate}/u.test(letter)
      ? `%ED%${(0x80 | ((letter.charCodeAt(0) >> 6) & 0x3f)).toString(16)}%${(0x80 | (letter.charCodeAt(0) & 0x3f)).toString(16)}`
      : encodeURIComponent(letter),
  ).join('');
}

/** Cursors that this list never gave. */
export function brokenCursors(operation: Operation, world: World): Case[] {
  if (!operation.queryFields.some(({ name }) => name === 'cursor')) {
    return [];
  }
  const sound = soundRequest(operation, world);
  const own = world.cursorOf(operation);
  const given = (name: string, cursor: string, expected: Expected): Case => ({
    name: `cursor ${name}`,
    request: { ...sound, target: `${sound.target}?cursor=${encodeURIComponent(cursor)}` },
    expected,
  });
  const refused: Expected = { statuses: [400], codes: ['invalid-cursor', 'validation-failed'] };
  const packed = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const garbage = [
    '',
    'abc',
    '====',
    'null',
    '한글',
    `${own} `,
    `${own}=`,
    '../../etc/passwd',
    'x'.repeat(2_000),
    'x'.repeat(2_001),
    'x'.repeat(10_240),
  ];
  const values = [null, {}, [], 'text', 12, [], [[]], [null]];
  const [kind, ...keys] = world.keysIn(own);
  const wrongKeys = [
    null,
    true,
    {},
    [],
    [[]],
    '',
    'abc',
    '-1',
    '1.5',
    '1e3',
    '9223372036854775808',
    '９',
    1.5,
    1e300,
    ' ',
    'a\0b',
    '\ud800',
    'x'.repeat(1_000),
  ];
  const edgeKeys = [
    0,
    -1,
    2147483648,
    9007199254740991,
    -9007199254740991,
    '0',
    '1',
    '9223372036854775807',
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '\uffff',
    '%',
    WIDE,
  ];
  const others = world.cursors.filter((cursor) => world.keysIn(cursor)[0] !== kind);
  return [
    ...garbage.map((text) => given(`garbage ${shown(text)}`, text, refused)),
    ...values.map((value) => given(`of ${JSON.stringify(value)}`, packed(value), refused)),
    ...others.map((cursor) =>
      given(`of another list ${String(world.keysIn(cursor)[0])}`, cursor, refused),
    ),
    given('of an unknown list', packed(['nothing', ...keys]), refused),
    given('with a key too few', packed([kind, ...keys.slice(1)]), refused),
    given('with a key too many', packed([kind, ...keys, '1']), refused),
    given('10 KB of the right kind', packed([kind, ...keys, 'x'.repeat(10_000)]), refused),
    ...keys.flatMap((_, at) => [
      ...wrongKeys.map((key) =>
        given(
          `with ${shown(key)} as key ${at}`,
          packed([kind, ...keys.with(at, key)]),
          typeof key === 'string' && typeof keys[at] === 'string' && !/^\d+$/.test(keys[at])
            ? {}
            : refused,
        ),
      ),
      ...edgeKeys.map((key) =>
        given(`with ${shown(key)} as key ${at}`, packed([kind, ...keys.with(at, key)]), {}),
      ),
    ]),
  ];
}
