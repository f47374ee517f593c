import { type Id, nameKey, type UserId } from '#libs/kernel';
import type { UserSummary } from '#libs/people';
import type { PostDto, PostId } from '#libs/post';

export type DismissalId = Id<'dismissal'>;

/** What is not of interest: a person, a tag, or the posts of whoever wrote one. */
export const DISMISSAL_KINDS = ['user', 'tag', 'post'] as const;

export type DismissalKind = (typeof DISMISSAL_KINDS)[number];

/** Days for which it is remembered. */
export const DISMISSED_DAYS = 180;

/** Dismissals that are kept of a person. */
export const DISMISSALS_PER_PERSON = 1_000;

/** What a person is not interested in. */
export type NewDismissal =
  | { readonly kind: 'user'; readonly userId: UserId }
  | { readonly kind: 'tag'; readonly tag: string }
  /** The post, and its author, whose posts are meant. */
  | { readonly kind: 'post'; readonly postId: PostId; readonly userId: UserId };

/** What is remembered of it for the person. */
export interface Dismissal {
  readonly kind: DismissalKind;
  /** The person, or the author of the posts; `null` for a tag. */
  readonly user: UserSummary | null;
  readonly tag: string | null;
  /** The post by which the author was named; `null` when the person can't see it any more. */
  readonly post: PostDto | null;
  readonly createdAt: Date;
}

/** What makes two dismissals of one kind the same one. */
export function dismissalKey(dismissal: NewDismissal): string {
  return dismissal.kind === 'tag' ? nameKey(dismissal.tag) : dismissal.userId;
}
