import type { Feature } from '#libs/database';
import { SimilarPeopleController } from './similar-people.controller.js';
import { SimilarPeopleReader } from './similar-people.reader.js';
import { SimilarPeopleService } from './similar-people.service.js';
import { SimilarPostsController } from './similar-posts.controller.js';
import { SimilarPostsReader } from './similar-posts.reader.js';
import { SimilarPostsService } from './similar-posts.service.js';

/** What the module takes from this folder. */
export const similarFeature: Feature = {
  controllers: [SimilarPeopleController, SimilarPostsController],
  providers: [SimilarPeopleReader, SimilarPeopleService, SimilarPostsReader, SimilarPostsService],
};
