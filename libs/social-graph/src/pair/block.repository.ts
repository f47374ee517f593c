import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Writes of blocks and mutes. Each tells whether it changed anything: only that is a fact. */
@Injectable()
export class BlockRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @returns whether there was none before */
  async addBlock(blockerId: UserId, blockedId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      insert into block (blocker_id, blocked_id)
      values (${blockerId}, ${blockedId})
      on conflict do nothing
      `,
    );
    return count > 0;
  }

  /** @returns whether there was one */
  async removeBlock(blockerId: UserId, blockedId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`delete from block where blocker_id = ${blockerId} and blocked_id = ${blockedId}`,
    );
    return count > 0;
  }

  async addMute(muterId: UserId, mutedId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      insert into mute (muter_id, muted_id)
      values (${muterId}, ${mutedId})
      on conflict do nothing
      `,
    );
  }

  async removeMute(muterId: UserId, mutedId: UserId): Promise<void> {
    await this.work.execute(
      sql`delete from mute where muter_id = ${muterId} and muted_id = ${mutedId}`,
    );
  }
}
