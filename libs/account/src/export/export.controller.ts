import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  created,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  orNotFound,
  PathId,
  RateLimits,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import type { ExportId } from './data-export.js';
import { DataExportReader, type OwnExport } from './data-export.reader.js';
import { ExportDto } from './export.dto.js';
import { ExportService } from './export.service.js';

/** Nobody edits an export. */
const VERSION = 1;

const EXPORTS = defineRateLimit({ name: 'export', points: 10, seconds: 86_400 });

@ApiTags('Me')
@Controller('me/exports')
export class ExportController {
  constructor(
    private readonly limits: RateLimits,
    private readonly exports: ExportService,
    private readonly reader: DataExportReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Ask for everything that is kept of me',
    description:
      'A ZIP archive of JSON files and my pictures is made in the background. While one is being made, asking again gives the same export.',
    access: 'user',
    returns: ExportDto,
    status: 202,
    idempotent: true,
  })
  async requestExport(@CurrentViewer() viewer: Viewer): Promise<Answer<OwnExport>> {
    await this.limits.consume(EXPORTS, viewer.userId);
    const exportId = await this.exports.request(viewer.userId);
    return created(await this.read(viewer, exportId), { location: `/v1/me/exports/${exportId}` });
  }

  @Get(':exportId')
  @Endpoint({
    summary: 'Read an export',
    description:
      'It is removed 24 hours after it was made, and at once when the password changes, all other sessions are ended, or the account is stopped.',
    access: 'user',
    returns: ExportDto,
  })
  async getExport(
    @CurrentViewer() viewer: Viewer,
    @PathId('exportId') exportId: ExportId,
  ): Promise<Answer<OwnExport>> {
    return resource(await this.read(viewer, exportId), VERSION);
  }

  private async read({ userId }: Viewer, exportId: ExportId): Promise<OwnExport> {
    return orNotFound(await this.reader.own(userId, exportId));
  }
}
