import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Clock, type UserId } from '#libs/kernel';
import { ExportWriter, PersonalDataRegistry, ZipStream } from '#libs/personal-data';
import { ObjectStorage } from '#libs/storage';
import { EXPORT_ATTEMPTS, type ExportId } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';

/** Makes archives of everything that is kept of a person, straight into object storage. */
@Injectable()
export class ExportMakerService {
  private readonly log = new Logger(ExportMakerService.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly exports: DataExportRepository,
    private readonly registry: PersonalDataRegistry,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an archive that is asked for; one that is made, or not asked for any more, is left alone.
   *
   * @throws whatever failed, as long as it is worth another attempt
   */
  async make(exportId: ExportId): Promise<void> {
    const begun = await this.work.run(() => this.exports.begin(exportId));
    if (begun === undefined) {
      return;
    }
    let status: 'ready' | 'failed' = 'ready';
    try {
      await this.store(begun.userId, begun.storageKey);
    } catch (error) {
      if (begun.attempts < EXPORT_ATTEMPTS) {
        throw error;
      }
      this.log.error({ err: error, exportId }, 'An export could not be made.');
      status = 'failed';
    }
    // Whoever was erased meanwhile leaves no archive.
    if (!(await this.work.run(() => this.exports.end(exportId, status)))) {
      await this.storage.delete([begun.storageKey]);
    }
  }

  private async store(userId: UserId, key: string): Promise<void> {
    const zip = new ZipStream(this.clock.now());
    const storing = this.storage.put(key, zip.stream, { contentType: 'application/zip' });
    const results = await Promise.allSettled([storing, this.fill(zip, userId)]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
    }
  }

  private async fill(zip: ZipStream, userId: UserId): Promise<void> {
    try {
      const files = new ExportWriter(zip);
      for (const part of this.registry.parts) {
        await part.export(userId, files);
      }
      zip.finish();
    } catch (error) {
      zip.abort(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }
}
