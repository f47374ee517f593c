import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Ends what somebody has begun with an account and could go on with later. */
@Injectable()
export class BegunRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Forgets a new address that waits for its verification. */
  async forgetPendingEmail(userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update user_account
      set pending_email = null, version = version + 1, updated_at = now()
      where id = ${userId} and pending_email is not null
      `,
    );
  }

  /** @param but the forms in which a place may be kept that stays known */
  async forgetPlaces(userId: UserId, but: readonly Buffer[]): Promise<void> {
    await this.work.execute(
      sql`delete from known_place where user_id = ${userId} and place_hash <> all (${but}::bytea[])`,
    );
  }

  /** Gives up exports, made or being made. @returns where their archives lie */
  async removeExports(userId: UserId): Promise<string[]> {
    const { rows } = await this.work.execute<{ storageKey: string }>(
      sql`delete from data_export where user_id = ${userId} returning storage_key as "storageKey"`,
    );
    return rows.map(({ storageKey }) => storageKey);
  }
}
