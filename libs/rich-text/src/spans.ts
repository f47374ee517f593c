import { codePoints, hidesSomething, nameKey } from '#libs/kernel';

/**
 * Finds what a text refers to: people by `@`, tags by `#`, and addresses. Knows nothing of who there is. The work grows
 * with the length of the text and no faster, whatever it holds.
 */

/** A name that a mention may mean. */
export interface Candidate {
  /** The folded name: what nicknames are compared by. */
  readonly key: string;
  /** Where the mention ends when it means this name, in code points. */
  readonly end: number;
}

/** A place of a text that may mention somebody. */
export interface MentionSpan {
  readonly kind: 'mention';
  /** Of the sign, in code points. */
  readonly start: number;
  /** The longest name first; never empty. */
  readonly candidates: readonly Candidate[];
}

/** A hashtag or a link. Positions are code points; the end is exclusive. */
export interface PlainSpan {
  readonly kind: 'tag' | 'link';
  readonly start: number;
  readonly end: number;
}

export type Span = MentionSpan | PlainSpan;

/** Of each kind so many are looked at; what comes after them stays text. */
export const MOST_SPANS = 50;

/** Code points of the longest nickname. */
const LONGEST_NAME = 30;
/** Code points of the longest tag. */
const LONGEST_TAG = 50;
/** Units of the longest address. */
const LONGEST_LINK = 2_000;
/** Hangul syllables that may be a particle behind a name. */
const LONGEST_PARTICLE = 4;

const LINK = /https?:\/\/[^\s\u200B\u2800\uFEFF<>"`「」『』（）【】《》〈〉、。，！？；：“”‘’]+/giu;
/** A letter of a script that is written without spaces, or with particles, right behind an address. */
const GLUED =
  /[A-Za-z0-9](?=[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])/u;
/** What ends a sentence rather than an address. */
const TRAILING = new Set(".,:;!?'*~_…");
const OPENING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

const SIGN = /[@#]/gu;
const NAME_RUN = /[\p{L}\p{M}\p{Nd}_.]+/uy;
const TAG_RUN = /[\p{L}\p{M}\p{Nd}_・～〜]+/uy;
const BEFORE_MENTION = /^[\p{White_Space}\u200B\u2800\uFEFF\p{P}]$/u;
const NOT_BEFORE_MENTION = new Set('/.@');
const NOT_BEFORE_TAG = /^[\p{Script=Latin}\p{Nd}/&#_]$/u;
const NOT_BEFORE_LINK = /^[\p{Script=Latin}\p{Nd}_]$/u;
const HANGUL_SYLLABLE = /^[가-힣]$/u;
const MARK_FIRST = /^\p{M}/u;
const DIGITS = /^\p{Nd}+$/u;

/** A place in units of UTF-16. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a text may refer to, in its order. None reaches into another. */
export function spansOf(text: string): Span[] {
  const links = linksOf(text);
  const signs = signsOf(text, links);
  const found = [...links.map((range) => ({ ...range, kind: 'link' as const })), ...signs].sort(
    (a, b) => a.from - b.from,
  );
  const place = places(text);
  return found.map(({ kind, from, to }) => {
    const start = place(from);
    if (kind !== 'mention') {
      return { kind, start, end: place(to) };
    }
    return { kind, start, candidates: candidatesOf(text.slice(from + 1, to), start + 1) };
  });
}

/** Tags that a text names by `#`, in its order, each as it is written. */
export function hashtagsOf(text: string): string[] {
  const characters = text.includes('#') ? Array.from(text) : [];
  return characters.length === 0
    ? []
    : spansOf(text).flatMap((span) =>
        span.kind === 'tag' ? [characters.slice(span.start + 1, span.end).join('')] : [],
      );
}

function linksOf(text: string): Range[] {
  const links: Range[] = [];
  for (const { 0: match, index: from } of text.matchAll(LINK)) {
    const address = addressIn(match);
    if (address !== undefined && !NOT_BEFORE_LINK.test(before(text, from))) {
      links.push({ from, to: from + address.length });
    }
    if (links.length === MOST_SPANS) {
      break;
    }
  }
  return links;
}

/** The address at the beginning of a text without spaces: without what ends the sentence around it. */
function addressIn(text: string): string | undefined {
  const glued = GLUED.exec(text)?.index;
  const address = withoutEnd(glued === undefined ? text : text.slice(0, glued + 1));
  return address.length <= LONGEST_LINK && URL.canParse(address) ? address : undefined;
}

function withoutEnd(text: string): string {
  const open = new Map<string, number>();
  for (const character of text) {
    open.set(character, (open.get(character) ?? 0) + 1);
  }
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1);
    const opening = OPENING.get(last);
    const isSpare = opening !== undefined && (open.get(opening) ?? 0) < (open.get(last) ?? 0);
    if (!isSpare && !TRAILING.has(last)) {
      break;
    }
    open.set(last, (open.get(last) ?? 0) - 1);
  }
  return text.slice(0, end);
}

function signsOf(
  text: string,
  links: readonly Range[],
): (Range & { readonly kind: 'mention' | 'tag' })[] {
  const found: (Range & { readonly kind: 'mention' | 'tag' })[] = [];
  const left = { mention: MOST_SPANS, tag: MOST_SPANS };
  let next = 0;
  for (const { 0: sign, index: from } of text.matchAll(SIGN)) {
    while ((links[next]?.to ?? Infinity) <= from) {
      next += 1;
    }
    const link = links[next]?.from ?? text.length;
    const kind = sign === '@' ? 'mention' : 'tag';
    if (link > from && left[kind] > 0) {
      const run = runAt(text, from + 1, kind).slice(0, link - from - 1);
      const stands = kind === 'mention' ? isMention(text, from, run) : isTag(text, from, run);
      if (stands) {
        left[kind] -= 1;
        found.push({ kind, from, to: from + 1 + run.length });
      }
    }
  }
  return found;
}

/** The characters of a name or a tag from a place on, as far as they can be seen. */
function runAt(text: string, from: number, kind: 'mention' | 'tag'): string {
  const pattern = kind === 'mention' ? NAME_RUN : TAG_RUN;
  pattern.lastIndex = from;
  const run = pattern.exec(text)?.[0] ?? '';
  return kind === 'mention' ? withoutDots(untilHidden(run)) : untilHidden(run);
}

function untilHidden(run: string): string {
  if (!hidesSomething(run)) {
    return run;
  }
  let end = 0;
  for (const character of run) {
    if (hidesSomething(character)) {
      break;
    }
    end += character.length;
  }
  return run.slice(0, end);
}

/** Dots at the end belong to the sentence. */
function withoutDots(run: string): string {
  let end = run.length;
  while (run.charAt(end - 1) === '.') {
    end -= 1;
  }
  return run.slice(0, end);
}

function isMention(text: string, from: number, run: string): boolean {
  const last = before(text, from);
  const isApart = last === '' || (BEFORE_MENTION.test(last) && !NOT_BEFORE_MENTION.has(last));
  return isApart && run !== '' && !MARK_FIRST.test(run) && candidatesOf(run, 0).length > 0;
}

function isTag(text: string, from: number, run: string): boolean {
  return (
    run !== '' &&
    !NOT_BEFORE_TAG.test(before(text, from)) &&
    !MARK_FIRST.test(run) &&
    !DIGITS.test(run) &&
    run.length <= 2 * LONGEST_TAG &&
    codePoints(run) <= LONGEST_TAG
  );
}

/** The whole run, and what is left of it without the Hangul syllables at its end, as far as these can be names. */
function candidatesOf(run: string, start: number): Candidate[] {
  if (run.length > 2 * (LONGEST_NAME + LONGEST_PARTICLE)) {
    return [];
  }
  const characters = Array.from(run);
  const candidates: Candidate[] = [];
  for (let taken = 0; taken <= LONGEST_PARTICLE && taken < characters.length; taken += 1) {
    const length = characters.length - taken;
    if (taken > 0 && !HANGUL_SYLLABLE.test(characters[length] ?? '')) {
      break;
    }
    const key = nameKey(characters.slice(0, length).join(''));
    if (length <= LONGEST_NAME && key !== '') {
      candidates.push({ key, end: start + length });
    }
  }
  return candidates;
}

/** The character before a place; empty at the beginning. */
function before(text: string, place: number): string {
  const low = text.charAt(place - 1);
  return /[\uDC00-\uDFFF]/.test(low) ? text.slice(Math.max(0, place - 2), place) : low;
}

/** Tells places in code points from places in units, which come in rising order. */
function places(text: string): (unit: number) => number {
  let units = 0;
  let points = 0;
  return (unit) => {
    points += codePoints(text.slice(units, unit));
    units = unit;
    return points;
  };
}
