import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { JobHandler, Scheduled } from '#libs/jobs';
import { Clock } from '#libs/kernel';
import { untilNothing } from '#libs/personal-data';
import { ObjectStorage } from '#libs/storage';
import { EXPORT_FOLDER } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';
import { REMOVE_ARCHIVES_QUEUE } from './export.service.js';

const BATCH = 100;
const DAY_MS = 24 * 3_600_000;

/** Removes archives when they have run out, or ended before. */
@Injectable()
export class ExportJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** Archives whose exports ended before their time: their addresses must not work any longer. */
  @JobHandler<{ archives: string[] }>({ name: REMOVE_ARCHIVES_QUEUE })
  async removeArchives({ archives }: { archives: string[] }): Promise<void> {
    await this.storage.delete(archives);
  }

  /** First the archive, then the row that names it. */
  @Scheduled({ name: 'user.remove-exports', cron: '53 * * * *' })
  async removeExpired(): Promise<void> {
    await this.work.run(() => this.exports.giveUp());
    await untilNothing(this.work, async () => {
      const gone = await this.exports.expired(BATCH);
      await this.storage.delete(gone.map(({ storageKey }) => storageKey));
      return this.exports.remove(gone.map(({ id }) => id));
    });
  }

  /** Archives that no export names: written for somebody who was just being erased. */
  @Scheduled({ name: 'user.sweep-exports', cron: '7 4 * * *' })
  async sweep(): Promise<void> {
    const before = this.clock.now().getTime() - DAY_MS;
    for await (const { key, modifiedAt } of this.storage.list(EXPORT_FOLDER)) {
      if (modifiedAt.getTime() < before) {
        const named = await this.work.run(() => this.exports.named([key]));
        await this.storage.delete(named.has(key) ? [] : [key]);
      }
    }
  }
}
