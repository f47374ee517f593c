import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { VapidKeyService } from '../subscriptions/vapid-key.service.js';
import { PushDeliveryRepository } from './push-delivery.repository.js';

/** Somebody who is to be told of something. */
export interface DuePush {
  readonly userId: UserId;
  readonly subjectId: Id;
}

/** Leaves what is to be pushed. What it says is asked of its source when it is sent. */
@Injectable()
export class PushOutboxService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: PushDeliveryRepository,
    private readonly key: VapidKeyService,
  ) {}

  /**
   * Leaves pushes in the running transaction, for all that the people have subscribed. One that waits for the same
   * subject already stays as it is.
   *
   * @param source name of a registered source
   * @param times `delay`: seconds until it is sent; `pause`: seconds from one push of a subject to its next
   * @throws Error outside of a transaction
   */
  async leave(
    source: string,
    due: readonly DuePush[],
    times: { readonly delay: number; readonly pause: number },
  ): Promise<void> {
    if (!this.work.active) {
      throw new Error('A push is left in the transaction of its fact.');
    }
    if (due.length > 0 && this.key.publicKey !== null) {
      await this.deliveries.leave(source, due, times);
    }
  }
}
