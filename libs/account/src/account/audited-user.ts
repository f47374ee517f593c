import { defineAuditTarget } from '#libs/audit';

/** Accounts, with their profiles, as administrators act on them. */
export const AUDITED_USER = defineAuditTarget('user');
