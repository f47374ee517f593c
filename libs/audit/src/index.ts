export { AuditLog } from './application/audit-log.service.js';
export { AuditModule } from './audit.module.js';
export type { AuditEntry } from './domain/audit-entry.js';
export { ReasonField } from './interface/reason-field.dto.js';
