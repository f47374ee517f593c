import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, pageOf, ReadQuery } from '#libs/http';
import type { Page } from '#libs/kernel';
import type { RecordedEntry } from './audit-entry.js';
import { AuditEntryDto, AuditLogQuery } from './audit-log.dto.js';
import { AuditLogReader } from './audit-log.reader.js';

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
