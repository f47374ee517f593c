import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import {
  type Erased,
  type ExportWriter,
  PersonalData,
  PersonalDataRegistry,
  walk,
} from '#libs/personal-data';
import { PushSubscriptionReader } from './push-subscription.reader.js';
import { PushSubscriptionRepository } from './push-subscription.repository.js';

/** Rows read at once. */
const PAGE = 100;

/** Where a person is pushed to; what waits goes with it. */
@Injectable()
export class PushPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'push';
  readonly before = ['account'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly reader: PushSubscriptionReader,
    private readonly subscriptions: PushSubscriptionRepository,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override async export(userId: UserId, files: ExportWriter): Promise<void> {
    await files.list(
      'push-subscriptions',
      walk((after) => this.reader.exported(userId, after, PAGE)),
    );
  }

  override async erase(userId: UserId): Promise<Erased> {
    return {
      'push subscriptions': await this.work.run(() => this.subscriptions.erase(userId)),
    };
  }
}
