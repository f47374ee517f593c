import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import { type ExportId, newExportKey } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';

/** Queue of archives to be made: `{ exportId }`. */
export const EXPORT_QUEUE = 'user.export';

/** Queue of archives that are given up: `{ archives }`, where they lie. */
export const REMOVE_ARCHIVES_QUEUE = 'user.remove-archives';

/** Gives people everything that is kept of them. */
@Injectable()
export class ExportService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly jobs: Jobs,
  ) {}

  /** Asks for an archive. While one is being made, it is that one. */
  async request(userId: UserId): Promise<ExportId> {
    for (;;) {
      const exportId = await this.work.run(() => this.addOrFind(userId));
      // The pending one may end between the two looks.
      if (exportId !== undefined) {
        return exportId;
      }
    }
  }

  private async addOrFind(userId: UserId): Promise<ExportId | undefined> {
    const added = await this.exports.add(userId, newExportKey());
    if (added === undefined) {
      return this.exports.pending(userId);
    }
    await this.jobs.send(EXPORT_QUEUE, { exportId: added });
    return added;
  }
}
