import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type ClaimedDelivery, PushDeliveryRepository } from './push-delivery.repository.js';
import { PushMetricsService } from './push-metrics.service.js';
import { afterAnswer, afterFailure, type Outcome } from './push-outcome.js';
import { PushSenderService } from './push-sender.service.js';
import { PushSourceRegistry } from './push-source.registry.js';

/** Delivers what was claimed. */
@Injectable()
export class PushDeliveryService {
  private readonly log = new Logger(PushDeliveryService.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly deliveries: PushDeliveryRepository,
    private readonly sources: PushSourceRegistry,
    private readonly sender: PushSenderService,
    private readonly metrics: PushMetricsService,
  ) {}

  /** Asks what is to be said now, says it, and notes how that went. */
  async deliver(delivery: ClaimedDelivery): Promise<void> {
    const outcome = await this.attempt(delivery);
    this.metrics.count(outcome.result);
    await this.work.run(() => this.note(delivery, outcome));
  }

  private async attempt(delivery: ClaimedDelivery): Promise<Outcome> {
    try {
      const message = delivery.allowed
        ? await this.sources.named(delivery.source).message(delivery.userId, delivery.subjectId)
        : null;
      return message === null
        ? { result: 'dropped' }
        : afterAnswer(delivery, await this.sender.send(delivery, message));
    } catch (error) {
      const outcome = afterFailure(delivery);
      this.log.warn({ err: error, source: delivery.source }, `A push failed: ${outcome.result}.`);
      return outcome;
    }
  }

  private async note(delivery: ClaimedDelivery, outcome: Outcome): Promise<void> {
    if (outcome.status !== undefined) {
      await this.deliveries.answered(delivery.subscriptionId, outcome.status);
    }
    switch (outcome.result) {
      case 'sent':
        return this.deliveries.sent(delivery);
      case 'failed':
        return this.deliveries.retry(delivery, outcome.retryAfter);
      case 'gone':
        return this.deliveries.removeSubscription(delivery.subscriptionId);
      default:
        return this.deliveries.drop(delivery);
    }
  }
}
