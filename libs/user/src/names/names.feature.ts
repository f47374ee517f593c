import type { Feature } from '#libs/database';
import { NameKeysService } from './name-keys.service.js';
import { NicknameReader } from './nickname.reader.js';
import { NicknameService } from './nickname.service.js';
import { ReservedNicknameEntity } from './reserved-nickname.entity.js';
import { ReservedNicknameRepository } from './reserved-nickname.repository.js';

/** What the module takes from this folder. */
export const namesFeature: Feature = {
  providers: [NameKeysService, NicknameReader, NicknameService, ReservedNicknameRepository],
  entities: [ReservedNicknameEntity],
};
