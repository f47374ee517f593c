import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import { complete, type Form, Refusals } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { EndpointRefused, PushOff } from './push.errors.js';
import type { SubscribeDto } from './push-subscription.dto.js';
import { endpointHost, type PushSubscriptionId } from './push-subscription.js';
import {
  type NewSubscription,
  PushSubscriptionRepository,
} from './push-subscription.repository.js';
import { VapidKeyService } from './vapid-key.service.js';

/** Subscribes browsers and apps of people, and lets them go. */
@Injectable()
export class PushSubscriptionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: PushSubscriptionRepository,
    private readonly settings: Settings,
    private readonly key: VapidKeyService,
  ) {}

  /**
   * What a form says.
   *
   * @throws DomainError `validation-failed` with all that is refused; `endpoint-refused` for a host that may not be
   *   sent to
   */
  read({ fields, errors }: Form<SubscribeDto>): SubscribeDto {
    const { endpoint, keys } = fields;
    const refusals = new Refusals(errors);
    if (endpoint !== undefined && endpointHost(endpoint, this.settings.pushHosts) === undefined) {
      refusals.refuse('/endpoint', EndpointRefused);
    }
    refusals.throwIfAny();
    return { endpoint: complete(endpoint), keys: complete(keys) };
  }

  /** @throws DomainError `push-off` */
  add(viewer: Viewer, given: NewSubscription): Promise<PushSubscriptionId> {
    if (this.key.publicKey === null) {
      throw new DomainError(PushOff);
    }
    return this.work.run(async () => {
      const id = await this.subscriptions.add(viewer, given);
      await this.subscriptions.makeRoom(viewer.userId);
      return id;
    });
  }

  /** Removes one; nothing happens when it is gone. */
  remove({ userId }: Viewer, id: PushSubscriptionId): Promise<void> {
    return this.work.run(() => this.subscriptions.remove(userId, id));
  }
}
