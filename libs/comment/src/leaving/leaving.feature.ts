import type { Feature } from '#libs/database';
import { CommentErasureRepository } from './comment-erasure.repository.js';
import { CommentExportReader } from './comment-export.reader.js';
import { CommentPersonalDataService } from './comment-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [CommentErasureRepository, CommentPersonalDataService, CommentExportReader],
};
