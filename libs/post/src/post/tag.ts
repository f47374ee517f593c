import { type Id, nameKey } from '#libs/kernel';

export type TagId = Id<'tag'>;

/** A tag as somebody wrote it. */
export interface Tag {
  readonly name: string;
  /** What makes two tags the same. */
  readonly folded: string;
  /** Whether the author gave it; else the text names it. */
  readonly isGiven: boolean;
}

/**
 * The tags in a list of names, and those that a text names: of several spellings of one tag the first is kept.
 */
export function tagsOf(given: readonly string[], hashtags: readonly string[] = []): Tag[] {
  const tags = new Map<string, Tag>();
  const add = (name: string, isGiven: boolean): void => {
    const folded = nameKey(name);
    if (!tags.has(folded)) {
      tags.set(folded, { name, folded, isGiven });
    }
  };
  given.forEach((name) => add(name, true));
  hashtags.forEach((name) => add(name, false));
  return [...tags.values()];
}

/** Whether two lists hold the same tags in the same order, and for the same reasons. */
export function sameReasons(some: readonly Tag[], others: readonly Tag[]): boolean {
  return sameTags(some, others) && some.every(({ isGiven }, i) => isGiven === others[i]?.isGiven);
}

/** Whether two lists hold the same tags in the same order, whatever their spelling. */
export function sameTags(some: readonly Tag[], others: readonly Tag[]): boolean {
  return some.length === others.length && some.every((tag, i) => tag.folded === others[i]?.folded);
}
