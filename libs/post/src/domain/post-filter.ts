import type { UserId } from '#libs/kernel';

export const POST_SORTS = ['latest', 'popular', 'views'] as const;
/** Newest first, most liked first, or most seen first. */
export type PostSort = (typeof POST_SORTS)[number];

export const TAG_MODES = ['all', 'any'] as const;
/** Whether a post must have each of several tags, or one of them. */
export type TagMode = (typeof TAG_MODES)[number];

/** Which posts a list holds. Texts are found anywhere, without regard to case and Unicode form. */
export interface PostFilter {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** In the nickname of the author. */
  readonly nickname?: string | undefined;
  readonly authorId?: UserId | undefined;
  readonly tags: readonly string[];
  readonly tagMode: TagMode;
  /** The viewer, when their own posts are left out. */
  readonly without?: UserId | undefined;
}
