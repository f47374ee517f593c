import type { Feature } from '#libs/database';
import { NotificationEntity } from './notification.entity.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationStateEntity } from './notification-state.entity.js';
import { NotificationStateRepository } from './notification-state.repository.js';
import { RetentionJobs } from './retention.jobs.js';

/** What the module takes from this folder. */
export const notificationFeature: Feature = {
  providers: [NotificationRepository, NotificationStateRepository, RetentionJobs],
  entities: [NotificationEntity, NotificationStateEntity],
};
