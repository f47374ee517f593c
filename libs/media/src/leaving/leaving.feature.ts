import type { Feature } from '#libs/database';
import { MediaErasureService } from './media-erasure.service.js';
import { MediaExportReader } from './media-export.reader.js';
import { MediaPersonalDataService } from './media-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [MediaErasureService, MediaPersonalDataService, MediaExportReader],
};
