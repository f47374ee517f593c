import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { MediaDiscardService } from '#libs/media';
import { untilNothing } from '#libs/personal-data';
import { ForgettingRepository, type ForgottenMessage } from './forgetting.repository.js';

/** Messages that go in one transaction. */
const BATCH = 500;

/** Removes for good what nobody has any more, and what is older than messages are kept. */
@Injectable()
export class ForgettingJobs {
  constructor(
    private readonly settings: Settings,
    private readonly work: UnitOfWork,
    private readonly messages: ForgettingRepository,
    private readonly media: MediaDiscardService,
  ) {}

  @Scheduled({ name: 'chat.forget', cron: '*/30 * * * *' })
  async forget(): Promise<void> {
    await this.untilNone(() => this.messages.removeForgotten(BATCH));
    await this.work.run(() => this.messages.settle());
    await this.untilNone(() => this.messages.entombHidden(BATCH));
    const days = this.settings.messageRetentionDays;
    if (days > 0) {
      await this.untilNone(() => this.messages.removeOlder(days, BATCH));
    }
  }

  private untilNone(remove: () => Promise<ForgottenMessage[]>): Promise<number> {
    return untilNothing(this.work, async () => {
      const gone = await remove();
      await this.media.discard(gone.flatMap(({ mediaIds }) => mediaIds));
      return gone.length;
    });
  }
}
