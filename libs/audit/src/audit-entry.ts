import type { Id, UserId } from '#libs/kernel';
import type { AuditTarget } from './audit-target.js';

/** Longest reason, in code points. */
export const MAX_REASON = 500;

/** Longest name of an action, in characters. */
export const MAX_ACTION = 100;

/** What JSON can hold. */
type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** One act of an administrator. */
export interface AuditEntry {
  readonly actorId: UserId;
  /** Kind of target and what happened to it: `user.suspended`, `post.deactivated`. */
  readonly action: string;
  readonly target: AuditTarget;
  readonly targetId: Id;
  /** Why, in the administrator's words. */
  readonly reason: string;
  /**
   * Names of changed fields, never personal values. Only of states that are nobody's personal data (`isActive`,
   * `role`, `visibility`, `status`) the old and new value.
   */
  readonly changes: Readonly<Record<string, JsonValue>>;
}

/** An act as it is read. */
export interface RecordedEntry extends Omit<AuditEntry, 'target'> {
  readonly id: Id;
  /** Name of the kind of target. */
  readonly targetType: string;
  /** ISO 8601. */
  readonly createdAt: string;
}
