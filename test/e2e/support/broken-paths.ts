import { type Case, type Expected, shown, soundRequest, targetOf } from './broken-requests.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

const NOT_FOUND: Expected = { statuses: [404], codes: ['not-found'] };

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
      ...['%', '%zz', '%4', '%c3%28', '%ff', '%ED%A0%80'].map((segment) =>
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
