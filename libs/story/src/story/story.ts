import type { Id, UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';

export type StoryId = Id<'story'>;

/** Longest text beside the picture of a story, in code points. */
export const MAX_TEXT = 200;

/** Hours for which a story is there. */
export const STORY_HOURS = 24;

/** Stories that a person may have at the same time. */
export const STORIES_PER_PERSON = 30;

/** For whom a story is: accepted followers, or everybody, as far as the profile is public. */
export const AUDIENCES = ['public', 'followers'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What somebody wants to show for a day. */
export interface StoryDraft {
  /** An own picture that is attached to nothing else. */
  readonly mediaId: MediaId;
  readonly text: string | null;
  readonly audience: Audience;
}

/** A story in any state, for those who act on it. */
export interface Story {
  readonly id: StoryId;
  readonly authorId: UserId;
  /** Neither deleted nor taken down. */
  readonly isActive: boolean;
  readonly version: number;
}
