import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type Erased, PersonalData, PersonalDataRegistry } from '#libs/personal-data';
import { ObjectStorage } from '#libs/storage';
import { DataExportRepository } from './data-export.repository.js';

/** Archives that a person asked for. They are not part of the next one. */
@Injectable()
export class ExportPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'export';
  readonly before = ['account'];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly storage: ObjectStorage,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override export(): Promise<void> {
    return Promise.resolve();
  }

  override erase(userId: UserId): Promise<Erased> {
    return this.work.run(async () => {
      const gone = await this.exports.of(userId);
      await this.storage.delete(gone.map(({ storageKey }) => storageKey));
      return { exports: await this.exports.remove(gone.map(({ id }) => id)) };
    });
  }
}
