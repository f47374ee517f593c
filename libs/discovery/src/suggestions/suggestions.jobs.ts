import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { SuggestionRankingRepository } from './suggestion-ranking.repository.js';

/** Rankings that go in one transaction. */
const BATCH = 2_000;

/** Removes rankings that nobody may page through any more. */
@Injectable()
export class SuggestionsJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rankings: SuggestionRankingRepository,
  ) {}

  @Scheduled({ name: 'discovery.remove-rankings', cron: '*/10 * * * *' })
  async removeOld(): Promise<void> {
    await untilNothing(this.work, () => this.rankings.removeOld(BATCH));
  }
}
