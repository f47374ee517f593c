import type { Feature } from '#libs/database';
import { AdminNoticeController } from './admin-notice.controller.js';
import { NoticeModerationRepository } from './notice-moderation.repository.js';
import { NoticeModerationService } from './notice-moderation.service.js';
import { WithheldJobs } from './withheld.jobs.js';

/** What the module takes from this folder. */
export const moderationFeature: Feature = {
  controllers: [AdminNoticeController],
  providers: [NoticeModerationService, NoticeModerationRepository, WithheldJobs],
};
