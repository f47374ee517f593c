import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import { PersonalDataRegistry } from '#libs/personal-data';
import type { ExportId } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';
import { EXPORT_QUEUE } from './export.service.js';

/** Seconds until a postponed archive is looked at again. */
const LOOK_AGAIN = 10;

/** Has archives wait for what is still being made of a person's things. */
@Injectable()
export class ExportWaitingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly registry: PersonalDataRegistry,
    private readonly jobs: Jobs,
  ) {}

  /** Leaves the making of an archive for later, while it lacks something. @returns whether it did */
  postpone(exportId: ExportId): Promise<boolean> {
    return this.work.run(async () => {
      const userId = await this.exports.waiting(exportId);
      if (userId === undefined) {
        return false;
      }
      for (const part of this.registry.parts) {
        if (!(await part.isWhole(userId))) {
          await this.jobs.send(EXPORT_QUEUE, { exportId }, { startAfter: LOOK_AGAIN });
          return true;
        }
      }
      return false;
    });
  }
}
