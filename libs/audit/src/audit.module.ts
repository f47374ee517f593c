import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { AuditLog } from './application/audit-log.service.js';
import { AuditLogEntity } from './infrastructure/audit-log.entity.js';
import { AuditLogReader } from './infrastructure/audit-log.reader.js';
import { AuditLogRepository } from './infrastructure/audit-log.repository.js';
import { AuditSchema1763690000150 } from './infrastructure/migrations/1763690000150-audit-schema.js';
import { AuditLogController } from './interface/audit-log.controller.js';

/** What administrators did, when and why. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [AuditLogEntity],
      migrations: [AuditSchema1763690000150],
    }),
  ],
  controllers: [AuditLogController],
  providers: [AuditLog, AuditLogReader, AuditLogRepository],
  exports: [AuditLog],
})
export class AuditModule {}
