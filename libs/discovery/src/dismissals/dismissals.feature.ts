import type { Feature } from '#libs/database';
import { DismissalController } from './dismissal.controller.js';
import { DismissalEntity } from './dismissal.entity.js';
import { DismissalReader } from './dismissal.reader.js';
import { DismissalRepository } from './dismissal.repository.js';
import { DismissalService } from './dismissal.service.js';
import { DismissalsJobs } from './dismissals.jobs.js';

/** What the module takes from this folder. */
export const dismissalsFeature: Feature = {
  controllers: [DismissalController],
  providers: [DismissalReader, DismissalRepository, DismissalService, DismissalsJobs],
  entities: [DismissalEntity],
};
