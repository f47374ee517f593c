import type { Feature } from '#libs/database';
import { AttachmentRepository } from './attachment.repository.js';
import { MediaEntity } from './media.entity.js';
import { MediaRepository } from './media.repository.js';
import { MediaAudienceRegistry } from './media-audience.registry.js';
import { MediaLinkReader } from './media-link.reader.js';
import { MediaLinkRepository } from './media-link.repository.js';
import { ProcessingRepository } from './processing.repository.js';

/** What the module takes from this folder. */
export const mediumFeature: Feature = {
  providers: [
    AttachmentRepository,
    MediaAudienceRegistry,
    MediaLinkReader,
    MediaLinkRepository,
    MediaRepository,
    ProcessingRepository,
  ],
  entities: [MediaEntity],
};
