import type { Feature } from '#libs/database';
import { AdminMediaController } from './admin-media.controller.js';
import { AdminMediaReader } from './admin-media.reader.js';
import { MediaKeysService } from './media-keys.service.js';
import { MediaModerationRepository } from './media-moderation.repository.js';
import { MediaModerationService } from './media-moderation.service.js';

/** What the module takes from this folder. */
export const moderationFeature: Feature = {
  controllers: [AdminMediaController],
  providers: [
    AdminMediaReader,
    MediaKeysService,
    MediaModerationRepository,
    MediaModerationService,
  ],
};
