import type { Feature } from '#libs/database';
import { AccountDeletionController } from './account-deletion.controller.js';
import { AccountDeletionService } from './account-deletion.service.js';
import { AccountErasureRepository } from './account-erasure.repository.js';
import { AccountErasureService } from './account-erasure.service.js';
import { AccountPersonalDataService } from './account-personal-data.service.js';
import { AccountStatusService } from './account-status.service.js';
import { ErasureController } from './erasure.controller.js';
import { ErasureEntity } from './erasure.entity.js';
import { ErasureJobs } from './erasure.jobs.js';
import { ErasureRepository } from './erasure.repository.js';
import { ErasureService } from './erasure.service.js';
import { ErasureAdministrationService } from './erasure-administration.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  controllers: [AccountDeletionController, ErasureController],
  providers: [
    AccountDeletionService,
    AccountErasureService,
    AccountErasureRepository,
    AccountPersonalDataService,
    AccountStatusService,
    ErasureAdministrationService,
    ErasureJobs,
    ErasureRepository,
    ErasureService,
  ],
  entities: [ErasureEntity],
};
