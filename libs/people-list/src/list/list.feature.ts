import type { Feature } from '#libs/database';
import { PeopleListEntity } from './people-list.entity.js';
import { PeopleListReader } from './people-list.reader.js';
import { PeopleListRepository } from './people-list.repository.js';
import { PeopleListMemberEntity } from './people-list-member.entity.js';

/** What the module takes from this folder. */
export const listFeature: Feature = {
  providers: [PeopleListReader, PeopleListRepository],
  entities: [PeopleListEntity, PeopleListMemberEntity],
};
