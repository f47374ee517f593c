import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { MediaService } from '#libs/media';
import { untilNothing } from '#libs/personal-data';
import { NoticeRepository } from '../notice/notice.repository.js';

/** Notices removed in one transaction. */
const BATCH = 500;

/** Removes for good what has been withheld for long. */
@Injectable()
export class WithheldJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaService,
    private readonly notices: NoticeRepository,
  ) {}

  @Scheduled({ name: 'notice.forget-withheld', cron: '50 3 * * *' })
  async forgetWithheld(): Promise<void> {
    await untilNothing(this.work, async () => {
      const gone = await this.notices.forgetWithheld(BATCH);
      await this.media.release(gone.flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId])));
      return gone.length;
    });
  }
}
