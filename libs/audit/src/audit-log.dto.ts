import { IdField, MapField, PageQuery, TextField, TimeField, WordField } from '#libs/http';
import type { Id, UserId } from '#libs/kernel';
import { type AuditEntry, MAX_ACTION, MAX_REASON, type RecordedEntry } from './audit-entry.js';
import { auditTargets } from './audit-target.js';

/** One act of an administrator. */
export class AuditEntryDto implements RecordedEntry {
  @IdField({ description: 'Id of the entry.' })
  id!: Id;

  @IdField({ description: 'Who acted.' })
  actorId!: UserId;

  @TextField({ description: 'What was done.', maxLength: MAX_ACTION, example: 'user.suspended' })
  action!: string;

  @WordField({ description: 'What it was done to.', of: auditTargets, example: 'user' })
  targetType!: string;

  @IdField({ description: 'Id of what it was done to; it may be erased by now.' })
  targetId!: Id;

  @TextField({
    description: 'Why, in the words of who acted.',
    maxLength: MAX_REASON,
    example: 'Advertising in comments, third warning.',
  })
  reason!: string;

  @MapField({
    description: 'Names of the changed fields, and old and new values of states; nothing personal.',
    of: 'json',
    example: { isActive: { from: true, to: false } },
  })
  changes!: AuditEntry['changes'];

  @TimeField({ description: 'When.' })
  createdAt!: string;
}

/** Filters of the audit log. */
export class AuditLogQuery extends PageQuery {
  @IdField({ description: 'Who acted.', optional: true })
  actorId?: UserId;

  @TextField({
    description: 'What was done, the whole name.',
    minLength: 1,
    maxLength: MAX_ACTION,
    optional: true,
    example: 'user.suspended',
  })
  action?: string;

  @IdField({ description: 'Id of what it was done to.', optional: true })
  targetId?: Id;
}
