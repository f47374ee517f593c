import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Role, UserId } from '#libs/kernel';
import { RESTORE_DAYS } from './power.js';

/** An account as it stays until the transaction ends. */
export interface HeldAccount {
  readonly id: UserId;
  readonly role: Role;
  readonly isActive: boolean;
  /** Its owner deleted it too long ago to restore it. */
  readonly isGone: boolean;
  readonly fullName: string;
  readonly phone: string | null;
  readonly version: number;
}

/** Writes of accounts by administrators. */
@Injectable()
export class AdministrationRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Two accounts as they stay until the transaction ends, locked in the order of their ids. */
  async hold(actorId: UserId, userId: UserId): Promise<ReadonlyMap<UserId, HeldAccount>> {
    const { rows } = await this.work.execute<HeldAccount>(
      sql`
      select
        id,
        role,
        is_active as "isActive",
        coalesce(deleted_at < now() - ${sql.number(RESTORE_DAYS)} * interval '1 day', false) as "isGone",
        full_name as "fullName",
        phone,
        version
      from user_account
      where id in (${actorId}, ${userId})
      order by id
      for no key update
      `,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async setRole(userId: UserId, role: Role): Promise<void> {
    await this.work.execute(
      sql`
      update user_account
      set role = ${role}, version = version + 1, updated_at = now()
      where id = ${userId}
      `,
    );
  }
}
