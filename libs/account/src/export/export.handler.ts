import { Injectable } from '@nestjs/common';
import { JobHandler } from '#libs/jobs';
import { EXPORT_ATTEMPTS, type ExportId } from './data-export.js';
import { EXPORT_QUEUE } from './export.service.js';
import { ExportMakerService } from './export-maker.service.js';
import { ExportWaitingService } from './export-waiting.service.js';

/** Seconds: an archive may hold many thousand pictures. */
const EXPIRE_IN = 4 * 3_600;

/** Makes archives in the background. */
@Injectable()
export class ExportHandler {
  constructor(
    private readonly waiting: ExportWaitingService,
    private readonly maker: ExportMakerService,
  ) {}

  @JobHandler<{ exportId: ExportId }>({
    name: EXPORT_QUEUE,
    retryLimit: EXPORT_ATTEMPTS - 1,
    concurrency: 1,
    expireInSeconds: EXPIRE_IN,
  })
  async make({ exportId }: { exportId: ExportId }): Promise<void> {
    if (!(await this.waiting.postpone(exportId))) {
      await this.maker.make(exportId);
    }
  }
}
