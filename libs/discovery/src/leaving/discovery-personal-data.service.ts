import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  untilNothing,
  walk,
} from '#libs/personal-data';
import { DismissalRepository } from '../dismissals/dismissal.repository.js';
import { NeighbourRepository } from '../neighbours/neighbour.repository.js';
import { PostNeighbourRepository } from '../post-neighbours/post-neighbour.repository.js';
import { RecentSearchRepository } from '../recent-searches/recent-search.repository.js';
import { RecommendedRepository } from '../recommended/recommended.repository.js';
import { SuggestionRankingRepository } from '../suggestions/suggestion-ranking.repository.js';
import { DiscoveryExportReader } from './discovery-export.reader.js';

/** Rows read or removed at once. */
const BATCH = 500;

/**
 * What a person looked for and is not interested in, and with whom the person is followed. The latter is made of what others did; who looked
 * for the person, or is not interested, is nothing that the person may know.
 */
@Injectable()
export class DiscoveryPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'discovery';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly reader: DiscoveryExportReader,
    private readonly searches: RecentSearchRepository,
    private readonly dismissals: DismissalRepository,
    private readonly neighbours: NeighbourRepository,
    private readonly postNeighbours: PostNeighbourRepository,
    private readonly rankings: SuggestionRankingRepository,
    private readonly recommended: RecommendedRepository,
    private readonly work: UnitOfWork,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'recent-searches',
      walk((after) => this.reader.searches(userId, after, BATCH)),
    );
    await files.list(
      'dismissals',
      walk((after) => this.reader.dismissals(userId, after, BATCH)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    const { work, searches, dismissals, neighbours, postNeighbours, rankings, recommended } = this;
    return {
      searches: await work.run(() => searches.forgetAll(userId)),
      'searches for the person': await untilNothing(work, () =>
        searches.forgetSought(userId, BATCH),
      ),
      dismissals: await untilNothing(work, () => dismissals.forgetAll(userId, BATCH)),
      'dismissals of the person': await untilNothing(work, () =>
        dismissals.forgetDismissed(userId, BATCH),
      ),
      neighbours: await work.run(() => neighbours.forget(userId)),
      'posts with neighbours': await work.run(() => postNeighbours.forgetOf(userId)),
      suggestions: await work.run(() => rankings.removeOf(userId)),
      'recommended posts': await work.run(() => recommended.removeOf(userId)),
      'suggestions of the person': await work.run(() => rankings.takeOut(userId)),
    };
  }
}
