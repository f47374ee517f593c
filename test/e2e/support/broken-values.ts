import type { Field, Schema } from './operations.js';

/** Text that stands in the request as it is: for JSON that `JSON.stringify` would not write. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** Leaves the field out. */
export const ABSENT = Symbol('absent');

/** One way to break one value of a request. */
export interface Break {
  readonly name: string;
  /** The values it puts in, for fields to which it applies. */
  readonly values: (field: Field, good: unknown) => readonly unknown[];
  /** Code in `errors[]`; without one, any. */
  readonly code?: string;
  /** Where below the field the error is, such as `/0`. */
  readonly below?: string;
  /**
   * - `refused`: 400 `validation-failed` that names the field (default)
   * - `accepted`: whatever comes, it is documented and doesn't blame the field
   * - `survived`: whatever comes, it is documented
   */
  readonly outcome?: 'refused' | 'accepted' | 'survived';
}

/** A Han letter of four bytes in UTF-8, two units in UTF-16: one code point. */
export const WIDE = '𠮷';

const NESTED = { a: [{ b: null, c: [[[]]] }], constructor: { d: 1 } };

/** JSON values by the type that they have. */
const VALUES: readonly (readonly [type: string, value: unknown])[] = [
  ['string', 'text'],
  ['string', 'true'],
  ['string', '12'],
  ['integer', 12],
  ['integer', 0],
  ['number', 1.5],
  ['number', new RawJson('1e400')],
  ['boolean', true],
  ['array', []],
  ['array', [null]],
  ['object', {}],
  ['object', NESTED],
];

/** Texts that stand in no column and in no index. */
const UNSTORABLE = ['\0', 'a\0b', '\ud800', 'a\udc00b', '\udc00\ud800'];

/** Characters that show nothing. */
const BLANKS = [' ', '\u3000', '\u2060', '\u3164', '\ufe0f', '\u{e0020}'];

const NOT_IDS = [
  ['zero', '0'],
  ['negative', '-1'],
  ['letters', 'abc'],
  ['exponent', '1e3'],
  ['leading zero', '01'],
  ['2^63', '9223372036854775808'],
  ['twenty digits', '12345678901234567890'],
  ['blank in front', ' 1'],
  ['line break behind', '1\n'],
  ['hexadecimal', '0x1'],
  ['full-width digits', '１２'],
  ['Arabic digits', '٣'],
] as const;

const NOT_EMAILS = [
  '',
  'words',
  'a@',
  '@b.example',
  'a b@c.example',
  'a@b@c.example',
  'a@b..example',
  'a@b.example\n',
  `${'a'.repeat(65)}@b.example`,
];

const NOT_DATES = [
  '',
  '1996',
  '1996-3-14',
  '1996-02-30',
  '1996-13-01',
  '1996-00-10',
  '0000-01-01',
  '+1996-03-14',
  '1996-03-14T00:00:00Z',
  '1996-03-14\n',
  '１９９６-03-14',
];

const NOT_WEB_ADDRESSES = [
  '',
  'words',
  'example.com',
  '//example.com',
  'http://',
  'http:example.com',
  'ftp://example.com',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://name:secret@example.com',
  'https://exa mple.com',
  'https://example.com\n',
];

const NOT_ENUM = ['', 'nonsense', '__proto__', 'constructor', 'toString'];

const isText = ({ types }: Schema): boolean => types.includes('string');
const isList = ({ types }: Schema): boolean => types.includes('array');
const isNumber = ({ types }: Schema): boolean =>
  types.includes('integer') || types.includes('number');

/** Whether any text of the right length will do. */
export function isFree(schema: Schema): boolean {
  return isText(schema) && !schema.enum && !schema.format && !schema.pattern?.includes('^');
}

/** What breaks any text, in a body, in a list or in a query. */
function badTexts(
  schema: Schema,
): readonly (Omit<Break, 'values'> & { texts: readonly string[] })[] {
  const { enum: words, format, pattern = '', minLength = 0, maxLength } = schema;
  const isId = pattern.startsWith('^[1-9]');
  return [
    { name: 'NUL and lone surrogates', texts: UNSTORABLE, code: 'unsupported-character' },
    {
      name: 'one character too many',
      texts: maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)],
    },
    {
      name: 'one wide character too many',
      texts: maxLength === undefined ? [] : [WIDE.repeat(maxLength + 1)],
    },
    {
      name: 'a hundred thousand characters',
      texts: words || maxLength ? ['x'.repeat(100_000)] : [],
    },
    {
      name: 'too short',
      texts: minLength > 0 ? ['', 'x'.repeat(minLength - 1)] : [],
    },
    {
      name: 'too short in code points, long enough in UTF-16 units',
      texts: minLength > 1 ? [WIDE.repeat(minLength - 1)] : [],
    },
    {
      name: 'blank',
      texts: pattern.includes('\\S')
        ? BLANKS.map((blank) => blank.repeat(Math.max(3, minLength)))
        : [],
    },
    ...(isId ? NOT_IDS.map(([name, text]) => ({ name: `an id: ${name}`, texts: [text] })) : []),
    { name: 'not an email address', texts: format === 'email' ? NOT_EMAILS : [] },
    { name: 'not a date', texts: format === 'date' ? NOT_DATES : [] },
    { name: 'not a web address', texts: format === 'uri' ? NOT_WEB_ADDRESSES : [] },
    {
      name: 'not one of the words',
      texts: words ? [...NOT_ENUM, `${words[0] ?? ''} `, (words[0] ?? '').toUpperCase()] : [],
      code: 'not-allowed',
    },
  ];
}

/** The ways to break a text of this schema; one for each that applies. */
export function textBreaks(schema: Schema): { name: string; text: string; code?: string }[] {
  return badTexts(schema).flatMap(({ name, texts, code }) =>
    texts
      // Raised to upper case it may be what it was.
      .filter((text) => !schema.enum?.includes(text))
      .map((text) => ({
        name,
        text,
        ...(code !== undefined && !(schema.enum && text.includes('\0')) && { code }),
      })),
  );
}

/** Everything that is done to each field of each body, one thing at a time. */
export const BODY_BREAKS: readonly Break[] = [
  {
    name: 'wrong type',
    values: ({ schema }) =>
      VALUES.filter(([type]) => !schema.types.includes(type)).map(([, value]) => value),
  },
  { name: 'null', values: ({ schema }) => (schema.nullable ? [] : [null]), code: 'not-nullable' },
  {
    name: 'null where it is allowed',
    values: ({ schema }) => (schema.nullable ? [null] : []),
    outcome: 'accepted',
  },
  { name: 'missing', values: ({ required }) => (required ? [ABSENT] : []), code: 'required' },
  {
    name: 'four-byte characters up to the limit',
    values: ({ schema }) =>
      isFree(schema) && schema.maxLength !== undefined ? [WIDE.repeat(schema.maxLength)] : [],
    outcome: 'accepted',
  },
  {
    name: 'odd but sound text',
    values: ({ schema }) =>
      isText(schema)
        ? ['', ' ', '\u202e', '\u0007', "'; drop table post; --", '%', '\\', '\u{10ffff}', '\ufffe']
        : [],
    outcome: 'survived',
  },
  {
    name: 'number out of range',
    values: ({ schema: { minimum, maximum, ...schema } }) =>
      isNumber({ ...schema, nullable: false })
        ? [
            ...(minimum === undefined ? [] : [minimum - 1]),
            ...(maximum === undefined ? [] : [maximum + 1]),
            new RawJson('9007199254740993'),
            new RawJson('1e308'),
            new RawJson('-1e400'),
            new RawJson('123456789012345678901234567890'),
          ]
        : [],
  },
  {
    name: 'list too long',
    values: ({ schema }) =>
      isList(schema) && schema.maxItems !== undefined
        ? [schema.maxItems + 1, 10_000].map((length) =>
            Array.from({ length }, (_, i) => String(i + 1)),
          )
        : [],
    code: 'too-many',
  },
  {
    name: 'item of a wrong type',
    values: ({ schema }) =>
      isList(schema)
        ? VALUES.filter(([type]) => !schema.items?.types.includes(type)).map(([, value]) => [value])
        : [],
    below: '/0',
  },
  {
    name: 'null as an item',
    values: ({ schema }) => (isList(schema) ? [[null]] : []),
    below: '/0',
  },
  {
    name: 'the same item twice',
    values: ({ schema }, good) =>
      schema.uniqueItems ? [[goodItem(schema, good), goodItem(schema, good)]] : [],
    code: 'duplicate',
  },
];

/** An item that a list allows. */
export function goodItem({ items }: Schema, good: unknown): unknown {
  if (Array.isArray(good) && good.length > 0) {
    return good[0];
  }
  if (items?.format === 'uri') {
    return 'https://example.com/';
  }
  return items?.pattern?.startsWith('^[1-9]') ? '1' : 'words';
}
