import type { Id, UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';

export type NoticeId = Id<'notice'>;

/** Longest words of a notice, in code points. */
export const MAX_WORDS = 300;

/** Days for which a notice that an administrator has withheld can be restored. */
export const WITHHELD_DAYS = 30;

/** What somebody says in noticing a post. */
export interface NoticeDraft {
  readonly words: string;
  /** An own picture that is attached to nothing else. */
  readonly mediaId?: MediaId | undefined;
}

/** That a person has noticed a post: once at most. */
export interface Notice {
  readonly id: NoticeId;
  readonly postId: PostId;
  readonly authorId: UserId;
  readonly words: string;
  readonly mediaId: MediaId | null;
  /** ISO 8601. */
  readonly createdAt: string;
}
