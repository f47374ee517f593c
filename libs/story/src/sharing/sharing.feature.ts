import type { Feature } from '#libs/database';
import { SharingController } from './sharing.controller.js';
import { SharingService } from './sharing.service.js';
import { StoryFormService } from './story-form.service.js';

/** What the module takes from this folder. */
export const sharingFeature: Feature = {
  controllers: [SharingController],
  providers: [SharingService, StoryFormService],
};
