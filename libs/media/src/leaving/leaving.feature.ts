import type { Feature } from '#libs/database';
import { MediaErasureService } from './media-erasure.service.js';
import { MediaPersonalDataService } from './media-personal-data.service.js';
import { MediaExportReader } from './media-export.reader.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [MediaErasureService, MediaPersonalDataService, MediaExportReader],
};
