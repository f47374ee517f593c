import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { SessionEnded } from '#libs/events';
import { PushSubscriptionRepository } from './push-subscription.repository.js';

/** Ends subscriptions with the sessions that made them. */
@Injectable()
export class PushSessionHandler {
  constructor(private readonly subscriptions: PushSubscriptionRepository) {}

  @InTransaction(SessionEnded)
  async sessionEnded({ data }: SessionEnded): Promise<void> {
    await this.subscriptions.removeEnded(data.userId);
  }
}
