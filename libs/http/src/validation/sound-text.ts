import type { FieldError } from '#libs/kernel';
import { isStorableText } from '../fields/text-field.js';

/** Deepest nesting of lists and objects in a body. */
const MAX_DEPTH = 20;

/**
 * The first part of a parsed body or query that no endpoint could use: a text or name with NUL or half a
 * surrogate pair, or too deep a nesting. Walks without recursion: the nesting is the caller's choice.
 *
 * @param at pointer of the value: '' for a body, '?' for a query
 */
export function unsoundPart(value: unknown, at: '' | '?'): FieldError | undefined {
  const waiting: { value: unknown; pointer: string; depth: number }[] = [
    { value, pointer: at, depth: 0 },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { pointer, depth } = next;
    if (typeof next.value === 'string' && !isStorableText(next.value)) {
      return unsupported(pointer);
    }
    if (typeof next.value !== 'object' || next.value === null) {
      continue;
    }
    if (depth >= MAX_DEPTH) {
      return {
        pointer: '',
        code: 'too-deep',
        detail: `It is nested deeper than ${MAX_DEPTH} levels.`,
      };
    }
    for (const [name, child] of Object.entries(next.value)) {
      if (!isStorableText(name)) {
        return unsupported(pointer);
      }
      waiting.push({ value: child, pointer: childPointer(at, pointer, name), depth: depth + 1 });
    }
  }
  return undefined;
}

function childPointer(at: '' | '?', pointer: string, name: string): string {
  if (at === '?') {
    return pointer === '?' ? `?${name.slice(0, 100)}` : pointer;
  }
  return `${pointer}/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function unsupported(pointer: string): FieldError {
  return {
    pointer,
    code: 'unsupported-character',
    detail: 'It must be Unicode text without the character U+0000.',
  };
}
