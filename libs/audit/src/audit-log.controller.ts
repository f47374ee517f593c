import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '#libs/kernel';
import { ReadQuery, Endpoint, pageOf } from '#libs/http';
import type { RecordedEntry } from './audit-entry.js';
import { AuditLogReader } from './audit-log.reader.js';
import { AuditEntryDto, AuditLogQuery } from './audit-log.dto.js';

@ApiTags('Administration')
@Controller('admin/audit-log')
export class AuditLogController {
  constructor(private readonly entries: AuditLogReader) {}

  @Get()
  @Endpoint({
    summary: 'Read the audit log',
    description: 'Newest first. Entries are never changed nor removed.',
    access: 'admin',
    returns: pageOf(AuditEntryDto),
  })
  listAuditLog(@ReadQuery() query: AuditLogQuery): Promise<Page<RecordedEntry>> {
    return this.entries.newest(query, query);
  }
}
