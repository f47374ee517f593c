import { StorySchema1795790000800 } from './1795790000800-story-schema.js';

/** All of this lib, oldest first. */
export const storyMigrations = [StorySchema1795790000800];
