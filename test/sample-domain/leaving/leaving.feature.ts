import type { Feature } from '#libs/database';
import { NoticeErasureRepository } from './notice-erasure.repository.js';
import { NoticeErasureService } from './notice-erasure.service.js';
import { NoticeExportReader } from './notice-export.reader.js';
import { NoticePersonalDataService } from './notice-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [
    NoticePersonalDataService,
    NoticeErasureService,
    NoticeErasureRepository,
    NoticeExportReader,
  ],
};
