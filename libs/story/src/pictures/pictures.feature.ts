import type { Feature } from '#libs/database';
import { RemovedPictureHandler } from './removed-picture.handler.js';
import { StoryMediaPolicy } from './story-media.policy.js';

/** What the module takes from this folder. */
export const picturesFeature: Feature = {
  providers: [RemovedPictureHandler, StoryMediaPolicy],
};
