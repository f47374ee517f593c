import { sql } from '#libs/database';
import type { Role, UserId } from '#libs/kernel';

/** An account as its owner and administrators see it. Times are ISO 8601. */
export interface PrivateAccount {
  readonly id: UserId;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly pendingEmail: string | null;
  readonly phone: string | null;
  readonly fullName: string;
  readonly role: Role;
  readonly isActive: boolean;
  readonly lastLoginAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A `PrivateAccount` as it is stored. */
export interface AccountRow {
  id: UserId;
  email: string;
  emailVerified: boolean;
  pendingEmail: string | null;
  phone: string | null;
  fullName: string;
  role: Role;
  isActive: boolean;
  lastLoginAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** SQL: the columns of an `AccountRow`, of an account `u`. */
export const ACCOUNT_COLUMNS = sql`
  u.id,
  u.email,
  u.email_verified_at is not null as "emailVerified",
  u.pending_email as "pendingEmail",
  u.phone,
  u.full_name as "fullName",
  u.role,
  u.is_active as "isActive",
  u.last_login_at as "lastLoginAt",
  u.created_at as "createdAt",
  u.updated_at as "updatedAt",
  u.version`;

/** The account of a row. */
export function presentAccount(row: AccountRow): PrivateAccount {
  return {
    id: row.id,
    email: row.email,
    emailVerified: row.emailVerified,
    pendingEmail: row.pendingEmail,
    phone: row.phone,
    fullName: row.fullName,
    role: row.role,
    isActive: row.isActive,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
