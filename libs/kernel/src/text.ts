/**
 * What a text that somebody sends is: composed before it is measured, trimmed where it is one line, and judged by
 * what can be seen of it. Code points are told apart by their Unicode properties.
 */

/** Spaces, those too that Unicode draws as a space or as nothing but doesn't call white space. */
const SPACE = String.raw`\p{White_Space}\u200B\u2800\uFEFF`;
/** What shows nothing, or only changes how others show. */
const HIDDEN = String.raw`\u{16FE4}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\p{Bidi_Control}\uFFF9-\uFFFB\u{1D159}`;

const SPACES_AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'gu');
const VISIBLE = new RegExp(
  String.raw`[^${HIDDEN}${SPACE}\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]`,
  'u',
);
const ANY_HIDDEN = new RegExp(`[${HIDDEN}]`, 'gu');
const ASCII = /^[\0-\x7f]*$/;

/** Length in Unicode code points, the unit of every length in the contract. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/** The composed form (NFC), in which every text is measured and stored. */
export function compose(text: string): string {
  return text.normalize('NFC');
}

/** A text without the spaces around it, whatever they are called. */
export function trimmed(text: string): string {
  return text.replace(SPACES_AROUND, '');
}

/** Whether there is anything to be seen in a text. A text without is blank. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Whether a text has a code point that shows nothing or changes how others show: a filler, a joiner, a direction. */
export function hidesSomething(text: string): boolean {
  return text.search(ANY_HIDDEN) >= 0;
}

/** A text without what shows nothing or only changes how others show. */
export function withoutHidden(text: string): string {
  return text.replace(ANY_HIDDEN, '');
}

/** Whether a text has a code point that turns the direction of what stands beside it. */
export function turnsDirection(text: string): boolean {
  return /\p{Bidi_Control}/u.test(text);
}

/** Whether a text is one line without controls. */
export function isLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/** Whether a text has no controls but tabs and line breaks. */
export function isLines(text: string): boolean {
  return !/[^\P{Cc}\t\n\r]/u.test(text);
}

/** Counts the ways in which `fold` has folded: a change of it asks for new keys of what is stored. */
export const FOLD_VERSION = 2;

/**
 * The form in which names, tags and searched texts are compared: neither letter case nor Unicode form nor what can't
 * be seen makes a difference. Letters are the same when they are the same in either case: Σ, σ and ς, ß and SS, İ, I
 * and ı. What is folded twice is what is folded once.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) {
    return text.toLowerCase();
  }
  const plain = withoutHidden(text.normalize('NFKC')).replaceAll('\u2800', ' ').normalize('NFKC');
  return plain
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/i\u0307+/gu, 'i')
    .normalize('NFKC');
}

/** What makes two names, tags or skills the same: the folded form, without spaces around it. */
export function nameKey(name: string): string {
  return trimmed(fold(name));
}
