import { Injectable } from '@nestjs/common';
import { JobHandler, Scheduled } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import { DigestMailService } from './digest-mail.service.js';
import { DIGEST_QUEUE, DigestQueueService } from './digest-queue.service.js';

/** Mails digests. */
@Injectable()
export class DigestJobs {
  constructor(
    private readonly queue: DigestQueueService,
    private readonly mails: DigestMailService,
  ) {}

  /** Every quarter of an hour: some time zones are apart by less than an hour. */
  @Scheduled({ name: 'notification.digest', cron: '*/15 * * * *' })
  async leaveDigests(): Promise<void> {
    await this.queue.leaveAll();
  }

  @JobHandler<{ userId: UserId; since: string | null }>({ name: DIGEST_QUEUE, concurrency: 4 })
  async mail(due: { userId: UserId; since: string | null }): Promise<void> {
    await this.mails.send(due);
  }
}
