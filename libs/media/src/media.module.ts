import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { addressesFeature } from './addresses/addresses.feature.js';
import { decodingFeature } from './decoding/decoding.feature.js';
import { directUploadFeature } from './direct-upload/direct-upload.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { MediaAudienceRegistry } from './medium/media-audience.registry.js';
import { mediumFeature } from './medium/medium.feature.js';
import { mediaMigrations } from './migrations/index.js';
import { moderationFeature } from './moderation/moderation.feature.js';
import { processingFeature } from './processing/processing.feature.js';
import { MediaPolicy } from './showing/media.policy.js';
import { MediaReader } from './showing/media.reader.js';
import { MediaService } from './showing/media.service.js';
import { MediaDiscardService } from './showing/media-discard.service.js';
import { PictureWaitService } from './showing/picture-wait.service.js';
import { showingFeature } from './showing/showing.feature.js';
import { upkeepFeature } from './upkeep/upkeep.feature.js';
import { uploadFeature } from './upload/upload.feature.js';
import { UploadService } from './upload/upload.service.js';
import { UploadAllowanceService } from './upload/upload-allowance.service.js';

const features = together([
  addressesFeature,
  decodingFeature,
  directUploadFeature,
  leavingFeature,
  mediumFeature,
  moderationFeature,
  processingFeature,
  showingFeature,
  upkeepFeature,
  uploadFeature,
]);

defineTag({ name: 'Media', description: 'Uploaded pictures and their sizes.', after: 'Comments' });

/** Uploaded pictures: taking them in, processing them, and serving them to whom they are for. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: mediaMigrations,
    }),
    AuditModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [
    MediaAudienceRegistry,
    MediaDiscardService,
    MediaPolicy,
    MediaReader,
    MediaService,
    PictureWaitService,
    UploadAllowanceService,
    UploadService,
  ],
})
export class MediaModule {}
