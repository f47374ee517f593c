import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import {
  DomainError,
  InvalidCursor,
  type Page,
  type PageRequest,
  toPage,
  type Viewer,
} from '#libs/kernel';
import { UserReader } from '#libs/people';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import { RankingCursors } from '../generations/generation.js';
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
   * One page, the best first. The first one ranks people anew; the others go on in that ranking, whatever happens
   * meanwhile, without those who may not be suggested any more.
   *
   * @throws DomainError `invalid-cursor`, also when the ranking is not kept any more
   */
  async page(viewer: Viewer, { cursor, limit }: PageRequest): Promise<Page<Suggestion>> {
    const { generation, after } =
      cursor === undefined
        ? { generation: await this.work.run(() => this.rankings.rank(viewer.userId)), after: 0 }
        : cursors.decode(cursor);
    const asked = { viewer: viewer.userId, generation, after, limit: limit + 1 };
    const people = await this.reader.part(asked);
    if (people.length === 0 && !(await this.reader.isKept(viewer.userId, generation))) {
      throw new DomainError(InvalidCursor);
    }
    const page = toPage(people, limit, ({ place }) => cursors.encode({ generation, after: place }));
    const items = await this.shown(viewer, page.items);
    this.metrics.gave(items.map(({ reason }) => reason.kind));
    return { items, nextCursor: page.nextCursor };
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
