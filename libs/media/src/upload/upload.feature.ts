import type { Feature } from '#libs/database';
import { UploadAllowanceService } from './upload-allowance.service.js';
import { UploadExaminerService } from './upload-examiner.service.js';
import { UploadService } from './upload.service.js';

/** What the module takes from this folder. */
export const uploadFeature: Feature = {
  providers: [UploadAllowanceService, UploadExaminerService, UploadService],
};
