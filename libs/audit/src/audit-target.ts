import { OpenWords } from '#libs/http';

/** A kind of thing that administrators act on. */
export interface AuditTarget {
  /** A word of the glossary: `post`. */
  readonly name: string;
}

/** Names of all kinds, for the document. */
export const auditTargets = new OpenWords('AuditTarget');

/**
 * Declares a kind of thing that administrators act on. Each lib declares its own.
 *
 * @throws Error when two libs declare the same name
 */
export function defineAuditTarget(name: string): AuditTarget {
  auditTargets.add(name);
  return Object.freeze({ name });
}
