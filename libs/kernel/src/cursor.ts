import { DomainError } from './domain-error.js';
import { defineProblem } from './problem.js';

export const InvalidCursor = defineProblem({
  code: 'invalid-cursor',
  kind: 'invalid',
  title: 'The cursor is not one of this list.',
  help: 'Send `cursor` exactly as `nextCursor` gave it, to the same list with the same sort. Leave it out to start from the first page.',
});

/** The place in a list after which the next page begins: the sort keys of the last row seen. */
export type CursorKeys = readonly (string | number)[];

/** What one key of a cursor is: an id, a whole number of 32 bits, a finite number, or a text. */
export type CursorKeyType = 'id' | 'integer' | 'number' | 'text';

/** The largest value of an integer column. */
const MAX_INTEGER = 2 ** 31 - 1;

/**
 * One kind of cursor: the keyset of one sort of one list. A cursor made by another list or sort is refused.
 *
 * @example const byLikes = cursorOf('posts.popular', ['integer', 'id']);
 */
export interface CursorFormat {
  encode(keys: CursorKeys): string;
  /** @throws DomainError `invalid-cursor` */
  decode(cursor: string): CursorKeys;
}

/** Declares the cursor of a list: a name that no other sort has, and the types of its keys in order. */
export function cursorOf(name: string, types: readonly CursorKeyType[]): CursorFormat {
  return {
    encode: (keys) => Buffer.from(JSON.stringify([name, ...keys])).toString('base64url'),
    decode: (cursor) => {
      const [kind, ...keys] = parse(cursor);
      if (kind !== name || keys.length !== types.length) {
        throw new DomainError(InvalidCursor);
      }
      return keys.map((key, i) => checked(key, types[i]));
    },
  };
}

function parse(cursor: string): unknown[] {
  if (!/^[A-Za-z0-9_-]{1,2000}$/.test(cursor)) {
    throw new DomainError(InvalidCursor);
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value)) {
      return value;
    }
  } catch {
    // Not JSON: refused below like everything else that no list made.
  }
  throw new DomainError(InvalidCursor);
}

function checked(key: unknown, type: CursorKeyType | undefined): string | number {
  if (typeof key === 'number' && Number.isFinite(key)) {
    if (type === 'number' || (type === 'integer' && isInteger(key))) {
      return key;
    }
  }
  if (typeof key === 'string') {
    if (
      (type === 'id' && /^\d{1,18}$|^[1-8]\d{18}$/.test(key)) ||
      (type === 'text' && !key.includes('\0'))
    ) {
      return key;
    }
  }
  throw new DomainError(InvalidCursor);
}

function isInteger(key: number): boolean {
  return Number.isInteger(key) && Math.abs(key) <= MAX_INTEGER;
}
