import type { Feature } from '#libs/database';
import { DirectUploadController } from './direct-upload.controller.js';
import { DirectUploadService } from './direct-upload.service.js';

/** What the module takes from this folder. */
export const directUploadFeature: Feature = {
  controllers: [DirectUploadController],
  providers: [DirectUploadService],
};
