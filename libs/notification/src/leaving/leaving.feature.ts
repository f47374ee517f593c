import type { Feature } from '#libs/database';
import { NotificationErasureRepository } from './notification-erasure.repository.js';
import { NotificationExportReader } from './notification-export.reader.js';
import { NotificationPersonalDataService } from './notification-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [
    NotificationErasureRepository,
    NotificationExportReader,
    NotificationPersonalDataService,
  ],
};
