import type { Feature } from '#libs/database';
import { DigestJobs } from './digest.jobs.js';
import { DigestReader } from './digest.reader.js';
import { DigestRepository } from './digest.repository.js';
import { DigestService } from './digest.service.js';
import { DigestMailService } from './digest-mail.service.js';
import { DigestQueueService } from './digest-queue.service.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { UnsubscribeService } from './unsubscribe.service.js';
import { UnsubscribeTokenService } from './unsubscribe-token.service.js';

/** What the module takes from this folder. */
export const digestFeature: Feature = {
  controllers: [UnsubscribeController],
  providers: [
    DigestJobs,
    DigestMailService,
    DigestQueueService,
    DigestReader,
    DigestRepository,
    DigestService,
    UnsubscribeService,
    UnsubscribeTokenService,
  ],
};
