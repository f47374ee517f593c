import type { Feature } from '#libs/database';
import { NameKeysService } from './name-keys.service.js';
import { PersonVisibilityReader } from './person-visibility.reader.js';
import { UserListReader } from './user-list.reader.js';
import { UserController } from './user.controller.js';
import { UserPolicy } from './user.policy.js';
import { UserReader } from './user.reader.js';

/** What the module takes from this folder. */
export const peopleFeature: Feature = {
  controllers: [UserController],
  providers: [NameKeysService, PersonVisibilityReader, UserListReader, UserPolicy, UserReader],
};
