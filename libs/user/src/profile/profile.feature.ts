import type { Feature } from '#libs/database';
import { ProfileEntity } from './profile.entity.js';
import { ProfileRepository } from './profile.repository.js';
import { ProfileService } from './profile.service.js';
import { ProfileErasureRepository } from './profile-erasure.repository.js';
import { ProfileHoldRepository } from './profile-hold.repository.js';
import { ProfileImageReader } from './profile-image.reader.js';
import { ProfilePictureHandler } from './profile-picture.handler.js';
import { ProfilePictureService } from './profile-picture.service.js';
import { ReservationJobs } from './reservation.jobs.js';

/** What the module takes from this folder. */
export const profileFeature: Feature = {
  providers: [
    ProfileErasureRepository,
    ProfileHoldRepository,
    ProfileImageReader,
    ProfilePictureHandler,
    ProfilePictureService,
    ProfileRepository,
    ProfileService,
    ReservationJobs,
  ],
  entities: [ProfileEntity],
};
