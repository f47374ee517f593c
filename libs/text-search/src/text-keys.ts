import type { SoughtWords } from '#libs/kernel';

/** Most keys that one search asks for: enough to narrow, the text decides anyway. */
const MOST_KEYS = 16;
/** Characters in one key. */
const LONGEST_RUN = 3;
/** The bit of keys of a title. */
const TITLE = 1n << 48n;

/**
 * Keys that every text with the words has, as the SQL function `text_keys` makes them in the first stretch: of
 * each word its threes of neighbouring characters, of a shorter one itself.
 *
 * @returns 64-bit numbers; of many keys some that are spread over all of them
 */
export function keysOf({ anywhere, title, body }: SoughtWords): string[] {
  const keys = new Set([
    ...[...anywhere, ...body].flatMap(keysOfWord),
    ...title.flatMap(keysOfWord).map((key) => key | TITLE),
  ]);
  const all = [...keys].map(String);
  const step = Math.max(all.length / MOST_KEYS, 1);
  return Array.from({ length: Math.min(all.length, MOST_KEYS) }, (_, i) =>
    all.slice(Math.floor(i * step), Math.floor(i * step) + 1),
  ).flat();
}

function keysOfWord(word: string): bigint[] {
  const letters = Array.from(word, letterOf);
  const size = Math.min(letters.length, LONGEST_RUN);
  return letters
    .slice(size - 1)
    .map((_, from) =>
      letters.slice(from, from + size).reduce((key, letter) => (key << 16n) | letter, 0n),
    );
}

/** A character in 16 bits; some share one. */
function letterOf(character: string): bigint {
  const code = character.codePointAt(0) ?? 0;
  return BigInt(code > 0xffff ? (code & 0x7fff) | 0x8000 : code);
}
