import type { Feature } from '#libs/database';
import { MediumProcessingService } from './medium-processing.service.js';
import { PictureCheckService } from './picture-check.service.js';
import { PictureProcessorService } from './picture-processor.service.js';
import { ProcessingHandler } from './processing.handler.js';
import { ProcessingLeasesRepository } from './processing-leases.repository.js';

/** What the module takes from this folder. */
export const processingFeature: Feature = {
  providers: [
    MediumProcessingService,
    PictureCheckService,
    PictureProcessorService,
    ProcessingHandler,
    ProcessingLeasesRepository,
  ],
};
