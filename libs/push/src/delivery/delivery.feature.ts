import type { Feature } from '#libs/database';
import { PushDeliveryEntity } from './push-delivery.entity.js';
import { PushDeliveryJobs } from './push-delivery.jobs.js';
import { PushDeliveryRepository } from './push-delivery.repository.js';
import { PushDeliveryService } from './push-delivery.service.js';
import { PushMetricsService } from './push-metrics.service.js';
import { PushNetworkService } from './push-network.service.js';
import { PushOutboxService } from './push-outbox.service.js';
import { PushSenderService } from './push-sender.service.js';
import { PushSourceRegistry } from './push-source.registry.js';

/** What the module takes from this folder. */
export const deliveryFeature: Feature = {
  providers: [
    PushDeliveryJobs,
    PushDeliveryRepository,
    PushDeliveryService,
    PushMetricsService,
    PushNetworkService,
    PushOutboxService,
    PushSenderService,
    PushSourceRegistry,
  ],
  entities: [PushDeliveryEntity],
};
