import { type Case, type Expected, refusal, shown, soundRequest } from './broken-requests.js';
import { goodItem, isFree, textBreaks, WIDE } from './broken-values.js';
import { type Field, type Operation, sample } from './operations.js';
import type { World } from './world.js';

/** Most bytes of an address that Node surely reads beside the headers of a test. */
const MAX_TARGET = 14_000;

/** Answers to an address longer than that come from below the service. */
const TOO_LONG: Expected = { statuses: [413, 414, 431], undocumented: true };

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
      ...brokenParameter(field)
        // Half a surrogate pair has no encoding.
        .filter(({ text }) => !/\p{Surrogate}/u.test(text))
        .map(({ name, text, code }) => {
          const encoded = encodeURIComponent(text);
          return query(
            `${field.name}: ${name} ${shown(text)}`,
            `${field.name}=${encoded}`,
            encoded.length > MAX_TARGET ? TOO_LONG : refusalOf(field, code),
          );
        }),
      ...oddParameter(field).map(([name, text, expected]) =>
        query(`${field.name}: ${name}`, text, expected),
      ),
    ]),
  ];
}

/** Parameters that say where a client goes on: they may also be refused as such. */
const PLACES = ['cursor', 'lastEventId'];

function refusalOf({ name }: Field, code?: string): Expected {
  return PLACES.includes(name)
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
    ...(isFree(text) && !PLACES.includes(name)
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

/** Query parameters whose longest values don't fit into an address. */
export function unreachableLimits({ queryFields }: Operation): string[] {
  return queryFields
    .filter(({ schema }) => isFree(schema) && (schema.maxLength ?? 0) > MAX_TARGET)
    .map(({ name, schema }) => `?${name} may have ${schema.maxLength ?? 0} characters`);
}
