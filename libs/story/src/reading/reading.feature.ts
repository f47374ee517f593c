import type { Feature } from '#libs/database';
import { PersonStoryReader } from './person-story.reader.js';
import { StoryController } from './story.controller.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [StoryController],
  providers: [PersonStoryReader],
};
