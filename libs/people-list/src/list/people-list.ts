import type { Id } from '#libs/kernel';

export type PeopleListId = Id<'people-list'>;

/** Lists that a person can have. */
export const LISTS_PER_PERSON = 50;

/** People that a list can hold. */
export const PEOPLE_PER_LIST = 500;

/** Characters of a name. */
export const NAME_LENGTH = { min: 1, max: 50 };

/** A list as its owner sees it. */
export interface PeopleList {
  readonly id: PeopleListId;
  readonly name: string;
  /** People whom the owner finds in it. */
  readonly memberCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}
