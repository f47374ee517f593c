import type { Feature } from '#libs/database';
import { DataExportEntity } from './data-export.entity.js';
import { DataExportReader } from './data-export.reader.js';
import { DataExportRepository } from './data-export.repository.js';
import { ExportController } from './export.controller.js';
import { ExportHandler } from './export.handler.js';
import { ExportJobs } from './export.jobs.js';
import { ExportService } from './export.service.js';
import { ExportAddressesService } from './export-addresses.service.js';
import { ExportMakerService } from './export-maker.service.js';
import { ExportPersonalDataService } from './export-personal-data.service.js';
import { ExportWaitingService } from './export-waiting.service.js';

/** What the module takes from this folder. */
export const exportFeature: Feature = {
  controllers: [ExportController],
  providers: [
    DataExportReader,
    DataExportRepository,
    ExportAddressesService,
    ExportHandler,
    ExportJobs,
    ExportMakerService,
    ExportPersonalDataService,
    ExportService,
    ExportWaitingService,
  ],
  entities: [DataExportEntity],
};
