import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { nameKey, type Role, type UserId } from '#libs/kernel';
import { foldEmail } from './contact.js';
import { UserAccountEntity } from './user-account.entity.js';

/** What an account begins with; checked by the caller. */
export interface NewAccount {
  readonly email: string;
  /** Whether somebody else vouches for the address. */
  readonly emailVerified: boolean;
  /** E.164. */
  readonly phone: string | null;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly role: Role;
}

/** What an owner or an administrator edits of an account. */
export interface AccountEdit {
  readonly fullName?: string;
  readonly phone?: string | null;
  readonly pendingEmail?: string | null;
}

/** Addresses of an account whose row is locked. */
export interface LockedAccount {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly pendingEmail: string | null;
  readonly passwordHash: string;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
  readonly version: number;
}

/** The number is arbitrary and belongs to this program. */
const LAST_SUPERUSER_LOCK = 5_261_732;

/** Writes of accounts. */
@Injectable()
export class AccountRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds an account. */
  async add(account: NewAccount): Promise<UserId> {
    const { rows } = await this.work.execute<{ id: UserId }>(
      sql`
      insert into user_account (
        email, email_folded, email_verified_at, phone, full_name, full_name_folded,
        password_hash, role
      )
      values (${account.email}, ${foldEmail(account.email)}, case when ${account.emailVerified} then now() end, ${account.phone}, ${account.fullName}, ${nameKey(account.fullName)}, ${account.passwordHash}, ${account.role})
      returning id
      `,
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('An inserted account gave no id.');
    }
    return row.id;
  }

  /** The account as it stays until the transaction ends. */
  async lock(userId: UserId): Promise<LockedAccount | undefined> {
    const { rows } = await this.work.execute<LockedAccount>(
      sql`
      select
        email,
        email_verified_at is not null as "emailVerified",
        pending_email as "pendingEmail",
        password_hash as "passwordHash",
        is_active as "isActive",
        deleted_at is not null as "isDeleted",
        version
      from user_account
      where id = ${userId}
      for no key update
      `,
    );
    return rows[0];
  }

  /** @returns whether the account was there in the expected version; any version when `undefined` */
  async edit(userId: UserId, edit: AccountEdit, expected: number | undefined): Promise<boolean> {
    const { affected } = await this.work.manager.update(
      UserAccountEntity,
      { id: userId, ...(expected === undefined ? {} : { version: expected }) },
      {
        ...edit,
        ...(edit.fullName === undefined ? {} : { fullNameFolded: nameKey(edit.fullName) }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      },
    );
    return affected === 1;
  }

  /** Makes the pending address the address of the account. */
  async adoptPendingEmail(userId: UserId, email: string): Promise<void> {
    await this.work.execute(
      sql`
      update user_account
      set email = ${email}, email_folded = ${foldEmail(email)}, email_verified_at = now(), pending_email = null,
        version = version + 1, updated_at = now()
      where id = ${userId}
      `,
    );
  }

  async markEmailVerified(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update user_account
      set email_verified_at = now(), version = version + 1, updated_at = now()
      where id = ${userId} and email_verified_at is null
      `,
    );
  }

  /** Notes a login. */
  async noteLogin(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`update user_account set last_login_at = now() where id = ${userId}`,
    );
  }

  /**
   * Suspends, or deletes on behalf of the owner.
   *
   * @returns the role of the account; `undefined` when it was not active
   */
  async deactivate(userId: UserId, byOwner: boolean): Promise<Role | undefined> {
    const { rows } = await this.work.execute<{ role: Role }>(
      sql`
      update user_account
      set is_active = false, deleted_at = case when ${byOwner} then now() end, standing_changed_at = now(),
        version = version + 1, updated_at = now()
      where id = ${userId} and is_active
      returning role
      `,
    );
    return rows[0]?.role;
  }

  /** Undoes a suspension or a deletion. @returns whether the account was inactive */
  async reactivate(userId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update user_account
      set is_active = true, deleted_at = null, standing_changed_at = now(),
        version = version + 1, updated_at = now()
      where id = ${userId} and not is_active
      `,
    );
    return count === 1;
  }

  /**
   * Whether an active superuser is left after a change of this transaction. Who asks waits for everybody who
   * asked before, so that the last two can't leave at once. Ask when all accounts at hand are changed: no
   * account may be locked afterwards.
   */
  async superuserIsLeft(): Promise<boolean> {
    await this.work.execute(sql`select pg_advisory_xact_lock(${sql.number(LAST_SUPERUSER_LOCK)})`);
    const { rows } = await this.work.execute<{ left: boolean }>(
      sql`
      select exists (
        select from user_account where role = 'superuser' and is_active
      ) as left
      `,
    );
    return rows[0]?.left === true;
  }
}
