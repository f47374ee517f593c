import type { Feature } from '#libs/database';
import { PeopleListController } from './people-list.controller.js';
import { PeopleListService } from './people-list.service.js';

/** What the module takes from this folder. */
export const owningFeature: Feature = {
  controllers: [PeopleListController],
  providers: [PeopleListService],
};
