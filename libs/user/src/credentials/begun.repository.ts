import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';

/** Ends what somebody has begun with an account and could go on with later. */
@Injectable()
export class BegunRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Forgets a new address that waits for its verification. */
  async forgetPendingEmail(userId: UserId): Promise<void> {
    await this.work.execute(
      `
      update user_account
      set pending_email = null, version = version + 1, updated_at = now()
      where id = $1 and pending_email is not null
      `,
      [userId],
    );
  }

  /** @param but the forms in which a place may be kept that stays known */
  async forgetPlaces(userId: UserId, but: readonly Buffer[]): Promise<void> {
    await this.work.execute(
      `delete from known_place where user_id = $1 and place_hash <> all ($2::bytea[])`,
      [userId, but],
    );
  }

  /** Gives up exports, made or being made. @returns where their archives lie */
  async removeExports(userId: UserId): Promise<string[]> {
    const { rows } = await this.work.execute<{ storageKey: string }>(
      `delete from data_export where user_id = $1 returning storage_key as "storageKey"`,
      [userId],
    );
    return rows.map(({ storageKey }) => storageKey);
  }
}
