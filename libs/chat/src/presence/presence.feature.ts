import type { Feature } from '#libs/database';
import { PresenceEntity } from './presence.entity.js';
import { PresenceJobs } from './presence.jobs.js';
import { PresenceReader } from './presence.reader.js';
import { PresenceRepository } from './presence.repository.js';
import { PresenceFramesService } from './presence-frames.service.js';
import { PresenceNotingService } from './presence-noting.service.js';
import { PresenceProcessEntity } from './presence-process.entity.js';

/** What the module takes from this folder. */
export const presenceFeature: Feature = {
  providers: [
    PresenceFramesService,
    PresenceJobs,
    PresenceNotingService,
    PresenceReader,
    PresenceRepository,
  ],
  entities: [PresenceEntity, PresenceProcessEntity],
};
