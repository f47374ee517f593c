import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { defineTag } from '#libs/http';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLogEntity } from './audit-log.entity.js';
import { AuditLogReader } from './audit-log.reader.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { AuditLogService } from './audit-log.service.js';
import { AuditSchema1763690000150 } from './migrations/1763690000150-audit-schema.js';

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
