import type { Feature } from '#libs/database';
import { SimilarPeopleController } from './similar-people.controller.js';
import { SimilarPeopleReader } from './similar-people.reader.js';
import { SimilarPeopleService } from './similar-people.service.js';

/** What the module takes from this folder. */
export const similarFeature: Feature = {
  controllers: [SimilarPeopleController],
  providers: [SimilarPeopleReader, SimilarPeopleService],
};
