import type { Feature } from '#libs/database';
import { UploadService } from './upload.service.js';
import { UploadAllowanceService } from './upload-allowance.service.js';
import { UploadExaminerService } from './upload-examiner.service.js';

/** What the module takes from this folder. */
export const uploadFeature: Feature = {
  providers: [UploadAllowanceService, UploadExaminerService, UploadService],
};
