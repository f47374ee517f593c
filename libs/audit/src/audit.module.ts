import { Module } from '@nestjs/common';
import { defineTag } from '#libs/http';
import { PersistenceModule } from '#libs/database';
import { AuditLogService } from './audit-log.service.js';
import { AuditLogEntity } from './audit-log.entity.js';
import { AuditLogReader } from './audit-log.reader.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { AuditSchema1763690000150 } from './migrations/1763690000150-audit-schema.js';
import { AuditLogController } from './audit-log.controller.js';

defineTag({
  name: 'Administration',
  description: 'Finding, suspending, restoring and moderating; every act is in the audit log.',
  after: 'Media',
});

/** What administrators did, when and why. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [AuditLogEntity],
      migrations: [AuditSchema1763690000150],
    }),
  ],
  controllers: [AuditLogController],
  providers: [AuditLogService, AuditLogReader, AuditLogRepository],
  exports: [AuditLogService],
})
export class AuditModule {}
