import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { JobHandler, ObjectStorage, Scheduled, UnitOfWork, untilNothing } from '#libs/platform';
import { EXPORT_ATTEMPTS, EXPORT_FOLDER, type ExportId } from '../domain/data-export.js';
import { DataExportRepository } from '../infrastructure/data-export.repository.js';
import { ExportMaker } from './export-maker.service.js';
import { EXPORT_QUEUE, REMOVE_ARCHIVES_QUEUE } from './export.service.js';

const BATCH = 100;
const DAY_MS = 24 * 3_600_000;
/** Seconds: an archive may hold many thousand pictures. */
const EXPIRE_IN = 4 * 3_600;

/** Makes archives in the background, and removes them when they have run out. */
@Injectable()
export class ExportJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly maker: ExportMaker,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  @JobHandler<{ exportId: ExportId }>({
    name: EXPORT_QUEUE,
    retryLimit: EXPORT_ATTEMPTS - 1,
    concurrency: 1,
    expireInSeconds: EXPIRE_IN,
  })
  make({ exportId }: { exportId: ExportId }): Promise<void> {
    return this.maker.make(exportId);
  }

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
