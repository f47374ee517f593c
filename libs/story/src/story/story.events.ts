import { defineEvent, type UserId } from '#libs/kernel';
import type { StoryId } from './story.js';

interface StoryFact {
  readonly [key: string]: StoryId | UserId;
  readonly storyId: StoryId;
  readonly authorId: UserId;
}

/** Somebody shared a story, or an administrator restored one. */
export class StoryShared extends defineEvent<StoryFact>('story.shared') {}

/** A story was deleted by its author or taken down by an administrator. Not told when its day is over. */
export class StoryRemoved extends defineEvent<StoryFact>('story.removed') {}
