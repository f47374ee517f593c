import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type Erased, PersonalData, PersonalDataRegistry } from '#libs/personal-data';
import { LiveLogRepository } from './live-log.repository.js';

/** The log of a person: ids of things that other libs export, so it has nothing of its own to give. */
@Injectable()
export class LivePersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'live';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly log: LiveLogRepository,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override export(): Promise<void> {
    return Promise.resolve();
  }

  override async erase(userId: UserId): Promise<Erased> {
    return { liveEvents: await this.work.run(() => this.log.erase(userId)) };
  }
}
