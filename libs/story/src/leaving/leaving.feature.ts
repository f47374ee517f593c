import type { Feature } from '#libs/database';
import { StoryErasureRepository } from './story-erasure.repository.js';
import { StoryExportReader } from './story-export.reader.js';
import { StoryPersonalDataService } from './story-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [StoryErasureRepository, StoryExportReader, StoryPersonalDataService],
};
