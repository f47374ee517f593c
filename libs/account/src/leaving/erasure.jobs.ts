import { Injectable } from '@nestjs/common';
import { JobHandler, Scheduled } from '#libs/jobs';
import { type ErasureId, ErasureRepository } from './erasure.repository.js';
import { ERASE_QUEUE, ERASE_REST_QUEUE, ErasureService } from './erasure.service.js';

/** Erasures begun in one transaction each, looked up at once. */
const BATCH = 100;
/** A person may have written very much. */
const EXPIRE_IN = 6 * 3_600;

/** Erases people in the background. */
@Injectable()
export class ErasureJobs {
  constructor(
    private readonly erasures: ErasureRepository,
    private readonly erasure: ErasureService,
  ) {}

  @JobHandler<{ erasureId: ErasureId }>({ name: ERASE_QUEUE, expireInSeconds: EXPIRE_IN })
  erase({ erasureId }: { erasureId: ErasureId }): Promise<void> {
    return this.erasure.carryOut(erasureId);
  }

  @JobHandler<{ erasureId: ErasureId }>({ name: ERASE_REST_QUEUE, expireInSeconds: EXPIRE_IN })
  eraseRest({ erasureId }: { erasureId: ErasureId }): Promise<void> {
    return this.erasure.carryOutRest(erasureId);
  }

  /** Accounts that their owners deleted 30 days ago. */
  @Scheduled({ name: 'user.erase-deleted', cron: '47 2 * * *' })
  async eraseDeleted(): Promise<void> {
    for (;;) {
      const due = await this.erasures.due(BATCH);
      for (const userId of due) {
        await this.erasure.beginIfDue(userId);
      }
      if (due.length < BATCH) {
        return;
      }
    }
  }

  /** Erasures whose job is among the dead letters. */
  @Scheduled({ name: 'user.resume-erasures', cron: '29 * * * *' })
  async resume(): Promise<void> {
    for (const erasureId of await this.erasures.stuck()) {
      await this.erasure.resume(erasureId);
    }
  }
}
