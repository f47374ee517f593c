export { AuditLogService } from './audit-log.service.js';
export { AuditModule } from './audit.module.js';
export type { AuditEntry } from './audit-entry.js';
export { type AuditTarget, defineAuditTarget } from './audit-target.js';
export { ReasonField } from './reason-field.dto.js';
