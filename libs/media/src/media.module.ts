import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule } from '#libs/platform';

import { DirectUploadService } from './application/direct-upload.service.js';
import { MediaAudiences } from './application/media-audiences.js';
import { MediaJobs } from './application/media.jobs.js';
import { MediaModeration } from './application/media-moderation.service.js';
import { MediaPersonalData } from './application/media-personal-data.service.js';
import { MediaPolicy } from './application/media.policy.js';
import { MediaService } from './application/media.service.js';
import { MediaShelves } from './application/media-shelves.js';
import { PictureProcessor } from './application/picture-processor.js';
import { ProcessingHandler } from './application/processing.handler.js';
import { ShelvingHandler } from './application/shelving.handler.js';
import { StorageSweep } from './application/storage-sweep.js';
import { UploadExaminer } from './application/upload-examiner.js';
import { UploadService } from './application/upload.service.js';
import { AdminMediaReader } from './infrastructure/admin-media.reader.js';
import { MediaEntity } from './infrastructure/media.entity.js';
import { MediaModerationRepository } from './infrastructure/media-moderation.repository.js';
import { MediaReader } from './infrastructure/media.reader.js';
import { MediaRepository } from './infrastructure/media.repository.js';
import { MediaSchema1763690000200 } from './infrastructure/migrations/1763690000200-media-schema.js';
import { MediaModeration1763690000210 } from './infrastructure/migrations/1763690000210-media-moderation.js';
import { OwnedMediaReader } from './infrastructure/owned-media.reader.js';
import { PictureStudio } from './infrastructure/picture-studio.js';
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
      migrations: [MediaSchema1763690000200, MediaModeration1763690000210],
    }),
    AuditModule,
  ],
  controllers: [DirectUploadController, MediaController, MyImagesController, AdminMediaController],
  providers: [
    AdminMediaReader,
    DirectUploadService,
    MediaAudiences,
    MediaJobs,
    MediaModeration,
    MediaModerationRepository,
    MediaPersonalData,
    MediaPolicy,
    MediaReader,
    MediaRepository,
    MediaService,
    MediaShelves,
    OwnedMediaReader,
    PictureProcessor,
    PictureStudio,
    ProcessingHandler,
    ProcessingRepository,
    ShelvingHandler,
    StorageSweep,
    UploadExaminer,
    UploadService,
  ],
  exports: [MediaAudiences, MediaPolicy, MediaReader, MediaService, UploadService],
})
export class MediaModule {}
