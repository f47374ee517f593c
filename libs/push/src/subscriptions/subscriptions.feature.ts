import type { Feature } from '#libs/database';
import { PushCleanupJobs } from './push-cleanup.jobs.js';
import { PushPersonalDataService } from './push-personal-data.service.js';
import { PushSessionHandler } from './push-session.handler.js';
import { PushSubscriptionController } from './push-subscription.controller.js';
import { PushSubscriptionEntity } from './push-subscription.entity.js';
import { PushSubscriptionReader } from './push-subscription.reader.js';
import { PushSubscriptionRepository } from './push-subscription.repository.js';
import { PushSubscriptionService } from './push-subscription.service.js';
import { VapidKeyService } from './vapid-key.service.js';

/** What the module takes from this folder. */
export const subscriptionsFeature: Feature = {
  controllers: [PushSubscriptionController],
  providers: [
    PushCleanupJobs,
    PushPersonalDataService,
    PushSessionHandler,
    PushSubscriptionReader,
    PushSubscriptionRepository,
    PushSubscriptionService,
    VapidKeyService,
  ],
  entities: [PushSubscriptionEntity],
};
