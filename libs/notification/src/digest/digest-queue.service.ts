import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import { Clock } from '#libs/kernel';
import { DigestRepository } from './digest.repository.js';
import { dueZones } from './digest-time.js';

/** Queue of digests to be mailed. */
export const DIGEST_QUEUE = 'notification.mail-digest';

/** Digests that one transaction leaves. */
const BATCH = 200;

/** Finds whose digest is due, and leaves a job for each. */
@Injectable()
export class DigestQueueService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly digests: DigestRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Leaves the jobs of all digests that are due now. */
  async leaveAll(): Promise<void> {
    const zones = dueZones(await this.digests.zones(), this.clock.now());
    for (let left = BATCH; left === BATCH && zones.daily.length > 0;) {
      left = await this.work.run(async () => {
        const due = await this.digests.take(zones, BATCH);
        await this.jobs.sendAll(
          DIGEST_QUEUE,
          due.map(({ userId, since }) => ({ userId, since })),
        );
        return due.length;
      });
    }
  }
}
