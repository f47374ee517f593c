import {
  ABSENT,
  BODY_BREAKS,
  goodItem,
  isFree,
  RawJson,
  textBreaks,
  WIDE,
} from './broken-values.js';
import { type Field, type Operation, sample } from './operations.js';
import type { Outgoing } from './wire.js';
import type { World } from './world.js';

/** What a broken request must be answered with. */
export interface Expected {
  /** Allowed statuses; without any, all documented ones below 500. */
  readonly statuses?: readonly number[];
  readonly codes?: readonly string[];
  /** What one of `errors[].pointer` is. */
  readonly pointer?: string;
  /** The code beside that pointer. */
  readonly errorCode?: string;
  /** What none of `errors[].pointer` may be. */
  readonly blameless?: string;
  /** The status need not be in the document: it belongs to HTTP, not to the operation. */
  readonly undocumented?: boolean;
}

/** One request with one thing wrong. */
export interface Case {
  readonly name: string;
  readonly request: Outgoing;
  readonly expected: Expected;
}

/** A refusal because of one value. */
export function refusal(pointer: string, errorCode?: string): Expected {
  return {
    statuses: [400],
    codes: ['validation-failed'],
    pointer,
    ...(errorCode !== undefined && { errorCode }),
  };
}

/** A request that nothing is wrong with, from the document and the things that exist. */
export function soundRequest(operation: Operation, world: World): Outgoing {
  return {
    method: operation.method,
    target: targetOf(operation, world),
    headers: {
      ...authorization(operation, world),
      ...(operation.body && { 'content-type': 'application/json' }),
    },
    ...(operation.body && { body: JSON.stringify(bodyOf(operation, world)) }),
  };
}

/** Path with existing ids. */
export function targetOf(
  operation: Operation,
  world: World,
  replaced: Record<string, string> = {},
): string {
  return operation.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => replaced[name] ?? encodeURIComponent(world.idOf(name, operation.path)),
  );
}

/** The header of somebody who may do it. */
export function authorization({ access }: Operation, world: World): Record<string, string> {
  return access === 'open'
    ? {}
    : { authorization: `Bearer ${access === 'admin' ? world.admin.token : world.alice.token}` };
}

function bodyOf(operation: Operation, world: World): Record<string, unknown> {
  return Object.fromEntries(
    (operation.body ?? []).map((field) => {
      const given = world.given(field.name, operation);
      return [field.name, given === undefined ? sample(field) : given];
    }),
  );
}

/** JSON in which `RawJson` stands as it is. */
export function jsonWith(value: unknown): string {
  const raws: string[] = [];
  const text = JSON.stringify(value, (_, part: unknown) =>
    part instanceof RawJson ? `\u0001${raws.push(part.text) - 1}` : part,
  );
  return text.replace(/"\\u0001(\d+)"/g, (_, at: string) => raws[Number(at)] ?? '');
}

/** Every field of the body, broken in every way of the table. */
export function brokenFields(operation: Operation, world: World): Case[] {
  const fields = operation.body ?? [];
  const sound = soundRequest(operation, world);
  const good = bodyOf(operation, world);
  const broken = (field: Field, value: unknown, name: string, expected: Expected): Case => {
    const { [field.name]: _, ...others } = good;
    const body = value === ABSENT ? others : { ...others, [field.name]: value };
    return {
      name: `/${field.name}: ${name}`,
      request: { ...sound, body: jsonWith(body) },
      expected,
    };
  };
  return fields.flatMap((field) => [
    ...BODY_BREAKS.flatMap(({ name, values, code, below = '', outcome = 'refused' }) =>
      values(field, good[field.name]).map((value) => {
        const pointer = `/${field.name}${below}`;
        const told = {
          refused: refusal(pointer, code),
          accepted: { blameless: pointer },
          survived: {},
        };
        const expected =
          world.hasMoreRules(field.name) && outcome === 'accepted' ? {} : told[outcome];
        return broken(field, value, `${name} ${shown(value)}`, expected);
      }),
    ),
    ...(field.schema.types.includes('string')
      ? textBreaks(field.schema).map(({ name, text, code }) =>
          broken(field, text, `${name} ${shown(text)}`, refusal(`/${field.name}`, code)),
        )
      : []),
    ...(field.schema.items?.types.includes('string')
      ? brokenItems(field, good[field.name], broken)
      : []),
  ]);
}

function brokenItems(
  field: Field,
  good: unknown,
  broken: (field: Field, value: unknown, name: string, expected: Expected) => Case,
): Case[] {
  const { schema } = field;
  const items = schema.items!;
  return [
    ...textBreaks(items).map(({ name, text, code }) =>
      broken(
        field,
        [goodItem(schema, good), text],
        `item ${name} ${shown(text)}`,
        refusal(`/${field.name}/1`, code),
      ),
    ),
    ...(isFree(items) && items.maxLength !== undefined
      ? [
          broken(field, [WIDE.repeat(items.maxLength)], 'wide item up to the limit', {
            blameless: `/${field.name}/0`,
          }),
        ]
      : []),
  ];
}

/** Names that no body has. */
export function unknownFields(operation: Operation, world: World): Case[] {
  if (!operation.body) {
    return [];
  }
  const sound = soundRequest(operation, world);
  const good = JSON.stringify(bodyOf(operation, world)).slice(0, -1);
  const comma = good === '{' ? '' : ',';
  const names = [
    'id',
    'authorId',
    'role ',
    'hasOwnProperty',
    'toString',
    'a/b~c',
    '',
    '한글',
    'x'.repeat(5_000),
  ];
  const pointers = (name: string): string =>
    `/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    ...names.map((name) => ({
      name: `unknown field ${shown(name)}`,
      request: { ...sound, body: `${good}${comma}${JSON.stringify(name)}:1}` },
      expected: refusal(pointers(name), 'unknown-field'),
    })),
    ...['"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}'].map(
      (text) => ({
        name: `poison ${text}`,
        request: { ...sound, body: `${good}${comma}${text}}` },
        expected: { statuses: [400], codes: ['malformed-json', 'validation-failed'] },
      }),
    ),
    {
      name: 'NUL in the name of a field',
      request: { ...sound, body: `${good}${comma}"a\\u0000b":1}` },
      expected: { statuses: [400], codes: ['validation-failed'] },
    },
  ];
}

/** A value for the name of a case. */
export function shown(value: unknown): string {
  const text = value === ABSENT ? '' : jsonWith(value);
  return text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text;
}
