import type { Feature } from '#libs/database';
import { AccountService } from './account.service.js';
import { MeController } from './me.controller.js';
import { MyProfileController } from './my-profile.controller.js';
import { OwnAccountReader } from './own-account.reader.js';
import { ProfilePictureController } from './profile-picture.controller.js';

/** What the module takes from this folder. */
export const meFeature: Feature = {
  controllers: [MeController, MyProfileController, ProfilePictureController],
  providers: [AccountService, OwnAccountReader],
};
