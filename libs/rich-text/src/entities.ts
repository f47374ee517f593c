import type { UserId } from '#libs/kernel';

/** People that one text mentions; further ones stay text. */
export const MENTIONED_PEOPLE = 10;

/** Most of what a text refers to: see `MOST_SPANS`. */
export const MOST_ENTITIES = 150;

export const ENTITY_KINDS = ['mention', 'tag', 'link'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Start and end in code points, the end exclusive, and the kind; of a mention the place among the people. */
export type StoredSpan = readonly [start: number, end: number, what: number | 'tag' | 'link'];

/** What a text refers to, as it is stored beside it. */
export interface StoredEntities {
  /** Whom it mentions, in its order. */
  readonly people: readonly UserId[];
  /** In the order of the text; none reaches into another. */
  readonly spans: readonly StoredSpan[];
}

/** The people of entities that are there, in their order. */
export function peopleIn(entities: StoredEntities | null): readonly UserId[] {
  return entities?.people ?? [];
}
