import { type Case, type Expected, shown, soundRequest } from './broken-requests.js';
import { WIDE } from './broken-values.js';
import type { Operation } from './operations.js';
import type { ListCursor, World } from './world.js';

const REFUSED: Expected = {
  statuses: [400],
  codes: ['invalid-cursor'],
};

/** NUL stands in no query, whatever its parameters mean. */
const UNSTORABLE: Expected = { statuses: [400], codes: ['validation-failed'] };

/** Cursors that hold no keys. */
const VALUES = [null, {}, [], 'text', 12, [[]], [null]];

/** Keys that no list has. */
const WRONG_KEYS = [
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

/** Keys that may be right, and are at the edge of what a column or a calendar holds. */
const EDGE_KEYS = [
  0,
  -1,
  32768,
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

/** Lists whose cursors hold a score: the only key that need not be whole. */
const RANKED_LISTS: ReadonlySet<unknown> = new Set([
  'posts.trending',
  'tags.trending',
  'users.popular',
]);

/** Cursors that this list, in this order, never gave. */
export function brokenCursors(operation: Operation, world: World): Case[] {
  if (!operation.queryFields.some(({ name }) => name === 'cursor')) {
    return [];
  }
  return world.cursorsOf(operation).flatMap((own) => inOrder(operation, world, own));
}

function inOrder(operation: Operation, world: World, { sort, cursor: own }: ListCursor): Case[] {
  const sound = soundRequest(operation, world);
  const order = sort === undefined ? '' : `&sort=${sort}`;
  const given = (name: string, cursor: string, expected: Expected): Case => ({
    name: `cursor ${sort === undefined ? '' : `sorted by ${sort} `}${name}`,
    request: { ...sound, target: `${sound.target}?cursor=${encodeURIComponent(cursor)}${order}` },
    expected,
  });
  const [kind, ...keys] = world.keysIn(own);
  const foreign = world.cursors.filter((cursor) => world.keysIn(cursor)[0] !== kind);
  const garbage = [
    '',
    'abc',
    '====',
    'null',
    '한글',
    `${own} `,
    `${own}=`,
    `${own}\0`,
    '../../etc/passwd',
    'x'.repeat(2_000),
    'x'.repeat(2_001),
    'x'.repeat(10_240),
  ];
  return [
    ...garbage.map((text) =>
      given(`garbage ${shown(text)}`, text, text.includes('\0') ? UNSTORABLE : REFUSED),
    ),
    ...VALUES.map((value) => given(`of ${JSON.stringify(value)}`, packed(value), REFUSED)),
    ...foreign.map((cursor) =>
      given(`of another list ${String(world.keysIn(cursor)[0])}`, cursor, REFUSED),
    ),
    given('of an unknown list', packed(['nothing', ...keys]), REFUSED),
    given('with a key too few', packed([kind, ...keys.slice(1)]), REFUSED),
    given('with a key too many', packed([kind, ...keys, '1']), REFUSED),
    given('10 KB of the right kind', packed([kind, ...keys, 'x'.repeat(10_000)]), REFUSED),
    ...keys.flatMap((good, at) => {
      const changed = (key: unknown, expected: Expected): Case =>
        given(`with ${shown(key)} as key ${at}`, packed([kind, ...keys.with(at, key)]), expected);
      // Where the key is a word, any word may be one.
      const isWord = typeof good === 'string' && !/^\d+$/.test(good);
      const isScore = RANKED_LISTS.has(kind) && typeof good === 'number';
      const fits = (key: unknown): boolean =>
        (isWord && typeof key === 'string') || (isScore && typeof key === 'number');
      return [
        ...WRONG_KEYS.map((key) => changed(key, fits(key) ? {} : REFUSED)),
        ...EDGE_KEYS.map((key) => changed(key, {})),
      ];
    }),
  ];
}

function packed(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
