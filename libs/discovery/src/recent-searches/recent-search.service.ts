import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { UserPolicy } from '#libs/social-graph';
import type { NewSearch, RecentSearchId } from './recent-search.js';
import { RecentSearchRepository } from './recent-search.repository.js';

/** Remembers what people looked for, and forgets it. */
@Injectable()
export class RecentSearchService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: UserPolicy,
    private readonly searches: RecentSearchRepository,
  ) {}

  /**
   * Remembers a search as the newest one; the same one again moves up.
   *
   * @throws DomainError `not-found` for a person whom the viewer can't see
   */
  remember(viewer: Viewer, search: NewSearch): Promise<RecentSearchId> {
    return this.work.run(async () => {
      if (search.userId !== null) {
        await this.people.assertVisible(viewer, search.userId);
      }
      await this.searches.hold(viewer.userId);
      return this.searches.remember(viewer.userId, search);
    });
  }

  /** Forgets one search. Repeating it changes nothing. */
  forget({ userId }: Viewer, id: RecentSearchId): Promise<void> {
    return this.work.run(() => this.searches.forget(userId, id));
  }

  /** Forgets all searches. */
  async forgetAll({ userId }: Viewer): Promise<void> {
    await this.work.run(() => this.searches.forgetAll(userId));
  }
}
