import type { SoughtWords, UserId } from '#libs/kernel';

export const POST_SORTS = ['latest', 'popular', 'views', 'trending'] as const;
/** Newest first, most liked first, most seen first, or most liked and answered in the last days first. */
export type PostSort = (typeof POST_SORTS)[number];

/** Sorts by what a post has by itself. */
export type PlainSort = Exclude<PostSort, 'trending'>;

export const TAG_MODES = ['all', 'any'] as const;
/** Whether a post must have each of several tags, or one of them. */
export type TagMode = (typeof TAG_MODES)[number];

/** Which posts a list holds. */
export interface PostFilter {
  /** What the post says. */
  readonly words: SoughtWords;
  /** In the nickname of the author, without regard to case and Unicode form. */
  readonly nickname?: string | undefined;
  readonly authorId?: UserId | undefined;
  readonly tags: readonly string[];
  readonly tagMode: TagMode;
  /** Leaves out posts that are trending. */
  readonly untrending?: boolean | undefined;
  /** Leaves out posts of which is warned, and sensitive ones. */
  readonly unwarned?: boolean | undefined;
  /** The viewer, when their own posts are left out. */
  readonly without?: UserId | undefined;
}
