import { codePoints, fold } from './text.js';

/** Fewest characters that one word of a searched text must have. */
export const MIN_SEARCHED = 2;

/** The words of a searched text in the form in which they are compared, each once. */
export function searchedWords(text: string): string[] {
  return [...new Set(fold(text).split(/\s+/).filter(Boolean))];
}

/** Whether a text can be searched: one of its words has two characters once it is folded. */
export function isSearchable(text: string): boolean {
  return searchedWords(text).some((word) => codePoints(word) >= MIN_SEARCHED);
}

/** Words that must all be there, folded. */
export interface SoughtWords {
  /** In the title or the body. */
  readonly anywhere: readonly string[];
  readonly title: readonly string[];
  readonly body: readonly string[];
}

/** What texts to search for ask of a title and a body. */
export function soughtWords(texts: {
  readonly q?: string | undefined;
  readonly title?: string | undefined;
  readonly body?: string | undefined;
}): SoughtWords {
  const { q = '', title = '', body = '' } = texts;
  return {
    anywhere: searchedWords(q),
    title: searchedWords(title),
    body: searchedWords(body),
  };
}

/** Whether anything is sought. */
export function seeksWords({ anywhere, title, body }: SoughtWords): boolean {
  return anywhere.length + title.length + body.length > 0;
}
