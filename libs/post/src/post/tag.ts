import { type Id, nameKey } from '#libs/kernel';

export type TagId = Id<'tag'>;

/** A tag as somebody wrote it. */
export interface Tag {
  readonly name: string;
  /** What makes two tags the same. */
  readonly folded: string;
}

/** The tags in a list of names: of several spellings of one tag the first is kept. */
export function tagsOf(names: readonly string[]): Tag[] {
  const tags = new Map<string, Tag>();
  for (const name of names) {
    const folded = nameKey(name);
    if (!tags.has(folded)) {
      tags.set(folded, { name, folded });
    }
  }
  return [...tags.values()];
}

/** Whether two lists hold the same tags in the same order, whatever their spelling. */
export function sameTags(some: readonly Tag[], others: readonly Tag[]): boolean {
  return some.length === others.length && some.every((tag, i) => tag.folded === others[i]?.folded);
}
