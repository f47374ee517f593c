import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Loop, Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { type ClaimedDelivery, PushDeliveryRepository } from './push-delivery.repository.js';
import { PushDeliveryService } from './push-delivery.service.js';

/** Messages on their way at once in one worker. */
const LANES = 8;
/** Taken at once by a lane: few, so that a push service that hangs delays few others. */
const BATCH = 4;
/** Removed in one transaction. */
const REMOVED = 1_000;

/** Sends what is due. */
@Injectable()
export class PushDeliveryJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: PushDeliveryRepository,
    private readonly delivery: PushDeliveryService,
  ) {}

  @Loop({ name: 'push.send', everyMs: 1_000 })
  async send(): Promise<void> {
    const first = await this.claim();
    if (first.length > 0) {
      const lanes = Array.from({ length: LANES }, (_, lane) => this.lane(lane === 0 ? first : []));
      await Promise.all(lanes);
    }
  }

  @Scheduled({ name: 'push.remove-sent', cron: '43 * * * *' })
  async removeSent(): Promise<void> {
    await untilNothing(this.work, () => this.deliveries.removeOld(REMOVED));
  }

  private async lane(first: readonly ClaimedDelivery[]): Promise<void> {
    let taken = first.length > 0 ? first : await this.claim();
    while (taken.length > 0) {
      for (const delivery of taken) {
        await this.delivery.deliver(delivery);
      }
      taken = await this.claim();
    }
  }

  private claim(): Promise<ClaimedDelivery[]> {
    return this.work.run(() => this.deliveries.claim(BATCH));
  }
}
