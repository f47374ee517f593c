import { fold, type Id, nameKey, type UserId } from '#libs/kernel';
import type { UserSummary } from '#libs/people';

export type RecentSearchId = Id<'recent-search'>;

/** What was looked for: a person, a tag or words. */
export const SEARCH_KINDS = ['user', 'tag', 'text'] as const;

export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Searches that are remembered for a person. */
export const SEARCHES_PER_PERSON = 20;

/** What a person has looked for. */
export interface NewSearch {
  readonly kind: SearchKind;
  readonly userId: UserId | null;
  /** The tag or the words, as they were written; `null` for a person. */
  readonly text: string | null;
}

/** A search that is remembered. */
export interface RecentSearch {
  readonly id: RecentSearchId;
  readonly kind: SearchKind;
  readonly user: UserSummary | null;
  readonly text: string | null;
  readonly searchedAt: Date;
}

/** What makes two searches of one kind the same one: the person, or the words without regard to how they are written. */
export function searchKey({ kind, userId, text }: NewSearch): string {
  if (kind === 'user') {
    return String(userId);
  }
  return kind === 'tag'
    ? nameKey(text ?? '')
    : fold(text ?? '')
        .replace(/\s+/gu, ' ')
        .trim();
}
