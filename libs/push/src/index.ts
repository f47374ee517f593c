export { PushModule } from './push.module.js';
export { MAX_PUSH_BYTES, type PushMessage, type PushSource } from './delivery/push-message.js';
export { type DuePush, PushOutboxService } from './delivery/push-outbox.service.js';
export { PushSourceRegistry } from './delivery/push-source.registry.js';
export { PushDeliveryJobs } from './delivery/push-delivery.jobs.js';
export { PushNetworkService, type ReachedHost } from './delivery/push-network.service.js';
