import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { MediaDiscardService } from '#libs/media';
import { untilNothing } from '#libs/personal-data';
import { EndingRepository } from './ending.repository.js';

/** Stories that go in one transaction. */
const BATCH = 200;
/** Views that go in one transaction. */
const VIEWS = 5_000;

/** Removes what is left of stories whose day is over, with their pictures. Nobody sees them any more anyway. */
@Injectable()
export class EndingJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly stories: EndingRepository,
    private readonly media: MediaDiscardService,
  ) {}

  @Scheduled({ name: 'story.remove-ended', cron: '*/10 * * * *' })
  async removeEnded(): Promise<void> {
    await untilNothing(this.work, () => this.stories.removeViews(VIEWS));
    await untilNothing(this.work, async () => {
      const gone = await this.stories.removeStories(BATCH);
      await this.media.discard(gone);
      return gone.length;
    });
  }
}
