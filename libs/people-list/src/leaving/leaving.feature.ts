import type { Feature } from '#libs/database';
import { PeopleListErasureRepository } from './people-list-erasure.repository.js';
import { PeopleListExportReader } from './people-list-export.reader.js';
import { PeopleListPersonalDataService } from './people-list-personal-data.service.js';

/** What the module takes from this folder. */
export const leavingFeature: Feature = {
  providers: [PeopleListErasureRepository, PeopleListExportReader, PeopleListPersonalDataService],
};
