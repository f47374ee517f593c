import type { Feature } from '#libs/database';
import { MeController } from './me.controller.js';
import { MyProfileController } from './my-profile.controller.js';
import { OwnAccountReader } from './own-account.reader.js';
import { ProfilePersonalDataService } from './profile-personal-data.service.js';
import { ProfilePictureController } from './profile-picture.controller.js';

/** What the module takes from this folder. */
export const meFeature: Feature = {
  controllers: [MeController, MyProfileController, ProfilePictureController],
  providers: [OwnAccountReader, ProfilePersonalDataService],
};
