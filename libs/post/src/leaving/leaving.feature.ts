import type { Feature } from '#libs/database';
import { PersonPostReader } from './person-post.reader.js';
import { PostErasureRepository } from './post-erasure.repository.js';
import { PostPersonalDataService } from './post-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [PersonPostReader, PostErasureRepository, PostPersonalDataService],
};
