import type { Feature } from '#libs/database';
import { NeighbourReader } from './neighbour.reader.js';
import { NeighbourRepository } from './neighbour.repository.js';
import { NeighbourDirtyEntity } from './neighbour-dirty.entity.js';
import { NeighbourFactsHandler } from './neighbour-facts.handler.js';
import { NeighbourIntakeRepository } from './neighbour-intake.repository.js';
import { NeighboursJobs } from './neighbours.jobs.js';
import { NeighboursService } from './neighbours.service.js';
import { PersonNeighbourEntity } from './person-neighbour.entity.js';
import { PersonNeighbourhoodEntity } from './person-neighbourhood.entity.js';

/** What the module takes from this folder. */
export const neighboursFeature: Feature = {
  providers: [
    NeighbourFactsHandler,
    NeighbourIntakeRepository,
    NeighbourReader,
    NeighbourRepository,
    NeighboursJobs,
    NeighboursService,
  ],
  entities: [NeighbourDirtyEntity, PersonNeighbourEntity, PersonNeighbourhoodEntity],
};
