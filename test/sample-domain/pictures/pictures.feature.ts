import type { Feature } from '#libs/database';
import { NoticeMediaPolicy } from './notice-media.policy.js';
import { RemovedPictureHandler } from './removed-picture.handler.js';

/** What the module takes from this folder. */
export const picturesFeature: Feature = {
  providers: [NoticeMediaPolicy, RemovedPictureHandler],
};
