import type { Feature } from '#libs/database';
import { StoryEntity } from './story.entity.js';
import { StoryPolicy } from './story.policy.js';
import { StoryReader } from './story.reader.js';
import { StoryRepository } from './story.repository.js';

/** What the module takes from this folder. */
export const storyFeature: Feature = {
  providers: [StoryPolicy, StoryReader, StoryRepository],
  entities: [StoryEntity],
};
