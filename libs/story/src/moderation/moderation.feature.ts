import type { Feature } from '#libs/database';
import { AdminStoryController } from './admin-story.controller.js';
import { AdminStoryReader } from './admin-story.reader.js';
import { StoryModerationService } from './story-moderation.service.js';

/** What the module takes from this folder. */
export const moderationFeature: Feature = {
  controllers: [AdminStoryController],
  providers: [AdminStoryReader, StoryModerationService],
};
