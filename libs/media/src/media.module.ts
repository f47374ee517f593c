import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule } from '#libs/database';

import { AudienceChanges } from './application/audience-changes.js';
import { DirectUploadService } from './application/direct-upload.service.js';
import { MediaAudiences } from './application/media-audiences.js';
import { MediaErasure } from './application/media-erasure.service.js';
import { MediaJobs } from './application/media.jobs.js';
import { MediaLinks } from './application/media-links.js';
import { MediaModeration } from './application/media-moderation.service.js';
import { MediaReconciliation } from './application/media-reconciliation.service.js';
import { MediaPersonalData } from './application/media-personal-data.service.js';
import { MediaPolicy } from './application/media.policy.js';
import { MediaService } from './application/media.service.js';
import { MediaShelves } from './application/media-shelves.js';
import { MediumProcessing } from './application/medium-processing.js';
import { PictureCheck } from './application/picture-check.js';
import { PictureProcessor } from './application/picture-processor.js';
import { PictureRepair } from './application/picture-repair.js';
import { PicturePatience, PictureWait } from './application/picture-wait.js';
import { ProcessingHandler } from './application/processing.handler.js';
import { ShelvingHandler } from './application/shelving.handler.js';
import { StorageJobs } from './application/storage.jobs.js';
import { StorageSweep } from './application/storage-sweep.js';
import { UploadAllowance } from './application/upload-allowance.service.js';
import { UploadExaminer } from './application/upload-examiner.js';
import { UploadService } from './application/upload.service.js';
import { PictureDecoders } from './infrastructure/decoding/picture-decoders.js';
import { AdminMediaReader } from './infrastructure/admin-media.reader.js';
import { MediaEntity } from './infrastructure/media.entity.js';
import { MediaInventoryReader } from './infrastructure/media-inventory.reader.js';
import { MediaLinkReader } from './infrastructure/media-link.reader.js';
import { MediaLinkRepository } from './infrastructure/media-link.repository.js';
import { MediaModerationRepository } from './infrastructure/media-moderation.repository.js';
import { MediaReader } from './infrastructure/media.reader.js';
import { MediaRepository } from './infrastructure/media.repository.js';
import { MediaSchema1763690000200 } from './infrastructure/migrations/1763690000200-media-schema.js';
import { MediaModeration1763690000210 } from './infrastructure/migrations/1763690000210-media-moderation.js';
import { MediaSearch1763690000220 } from './infrastructure/migrations/1763690000220-media-search.js';
import { MediaLeases1795697460250 } from './infrastructure/migrations/1795697460250-media-leases.js';
import { MediaProcessingIndex1795697460260 } from './infrastructure/migrations/1795697460260-media-processing-index.js';
import { MediaLinks1795692802200 } from './infrastructure/migrations/1795692802200-media-links.js';
import { MediaLinkIndex1795692802210 } from './infrastructure/migrations/1795692802210-media-link-index.js';
import { OwnedMediaReader } from './infrastructure/owned-media.reader.js';
import { Pictures } from './infrastructure/pictures.js';
import { ProcessingLeases } from './infrastructure/processing-leases.repository.js';
import { ProcessingRepository } from './infrastructure/processing.repository.js';
import { AdminMediaController } from './interface/admin-media.controller.js';
import { DirectUploadController } from './interface/direct-upload.controller.js';
import { MediaController } from './interface/media.controller.js';
import { MyImagesController } from './interface/my-images.controller.js';

/** Uploaded pictures: taking them in, processing them, and serving them to whom they are for. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [MediaEntity],
      migrations: [
        MediaSchema1763690000200,
        MediaModeration1763690000210,
        MediaSearch1763690000220,
        MediaLinks1795692802200,
        MediaLinkIndex1795692802210,
        MediaLeases1795697460250,
        MediaProcessingIndex1795697460260,
      ],
    }),
    AuditModule,
  ],
  controllers: [DirectUploadController, MediaController, MyImagesController, AdminMediaController],
  providers: [
    AdminMediaReader,
    AudienceChanges,
    DirectUploadService,
    MediaAudiences,
    MediaErasure,
    MediaInventoryReader,
    MediaJobs,
    MediaLinkReader,
    MediaLinkRepository,
    MediaLinks,
    MediaModeration,
    MediaModerationRepository,
    MediaPersonalData,
    MediaPolicy,
    MediaReader,
    MediaReconciliation,
    MediaRepository,
    MediaService,
    MediaShelves,
    MediumProcessing,
    OwnedMediaReader,
    PictureCheck,
    PictureDecoders,
    PictureProcessor,
    PictureRepair,
    PicturePatience,
    PictureWait,
    Pictures,
    ProcessingHandler,
    ProcessingLeases,
    ProcessingRepository,
    ShelvingHandler,
    StorageJobs,
    StorageSweep,
    UploadAllowance,
    UploadExaminer,
    UploadService,
  ],
  exports: [
    MediaAudiences,
    MediaPolicy,
    MediaReader,
    MediaService,
    PictureWait,
    UploadAllowance,
    UploadService,
  ],
})
export class MediaModule {}
