import type { Feature } from '#libs/database';
import { SocialGraphErasureRepository } from './social-graph-erasure.repository.js';
import { SocialGraphExportReader } from './social-graph-export.reader.js';
import { SocialGraphPersonalDataService } from './social-graph-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [
    SocialGraphExportReader,
    SocialGraphErasureRepository,
    SocialGraphPersonalDataService,
  ],
};
