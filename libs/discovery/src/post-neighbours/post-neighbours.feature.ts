import type { Feature } from '#libs/database';
import { PostNeighbourEntity } from './post-neighbour.entity.js';
import { PostNeighbourReader } from './post-neighbour.reader.js';
import { PostNeighbourRepository } from './post-neighbour.repository.js';
import { PostNeighbourFactsHandler } from './post-neighbour-facts.handler.js';
import { PostNeighbourhoodEntity } from './post-neighbourhood.entity.js';
import { PostNeighboursJobs } from './post-neighbours.jobs.js';
import { PostNeighboursService } from './post-neighbours.service.js';

/** What the module takes from this folder. */
export const postNeighboursFeature: Feature = {
  providers: [
    PostNeighbourFactsHandler,
    PostNeighbourReader,
    PostNeighbourRepository,
    PostNeighboursJobs,
    PostNeighboursService,
  ],
  entities: [PostNeighbourEntity, PostNeighbourhoodEntity],
};
