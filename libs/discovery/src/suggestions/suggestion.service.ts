import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import {
  DomainError,
  InvalidCursor,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { UserReader } from '#libs/people';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import { RankingCursors, type RankingPlace } from '../generations/generation.js';
import { reasonOf, type Suggestion } from './suggestion.js';
import { type RankedPerson, SuggestionReader } from './suggestion.reader.js';
import { SuggestionRankingRepository } from './suggestion-ranking.repository.js';

const cursors = new RankingCursors<'suggestion-ranking'>('suggestions.users');

/** Suggests people to follow. */
@Injectable()
export class SuggestionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rankings: SuggestionRankingRepository,
    private readonly reader: SuggestionReader,
    private readonly people: UserReader,
    private readonly metrics: DiscoveryMetricsService,
  ) {}

  /**
   * One page, the best first. The first one is of a fresh ranking, or of one that is made now; the others go on in that
   * ranking, whatever happens meanwhile, without those who may not be suggested any more.
   *
   * @throws DomainError `invalid-cursor`, also when the ranking is not kept any more
   */
  async page(viewer: Viewer, { cursor, limit }: PageRequest): Promise<Page<Suggestion>> {
    const { userId } = viewer;
    const rows = limit + 1;
    const people =
      cursor === undefined
        ? await this.begin(userId, rows)
        : await this.goOn(userId, cursors.decode(cursor), rows);
    const page = toPage(people, limit, ({ generation, place }) =>
      cursors.encode({ generation, after: place }),
    );
    const items = await this.shown(viewer, page.items);
    this.metrics.gave(items.map(({ reason }) => reason.kind));
    return { items, nextCursor: page.nextCursor };
  }

  private async begin(viewer: UserId, limit: number): Promise<RankedPerson[]> {
    const asked = { viewer, after: 0, limit };
    const fresh = await this.reader.part({ ...asked, generation: undefined });
    if (fresh.length > 0) {
      return fresh;
    }
    const generation = await this.work.run(() => this.rankings.rank(viewer));
    return this.reader.part({ ...asked, generation });
  }

  private async goOn(
    viewer: UserId,
    place: RankingPlace<'suggestion-ranking'>,
    limit: number,
  ): Promise<RankedPerson[]> {
    const people = await this.reader.part({ viewer, ...place, limit });
    if (people.length === 0 && !(await this.reader.isKept(viewer, place.generation))) {
      throw new DomainError(InvalidCursor);
    }
    return people;
  }

  /** Who is gone between the two reads is left out. */
  private async shown(viewer: Viewer, people: readonly RankedPerson[]): Promise<Suggestion[]> {
    const cards = await this.people.cards(
      viewer,
      people.map(({ id }) => id),
    );
    const grounds = new Map(people.map((person) => [person.id, person]));
    return cards.flatMap((user) => {
      const ground = grounds.get(user.id);
      return ground === undefined ? [] : [{ user, reason: reasonOf(ground) }];
    });
  }
}
