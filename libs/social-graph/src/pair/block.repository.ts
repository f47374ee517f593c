import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';

/** Writes of blocks and mutes. Each tells whether it changed anything: only that is a fact. */
@Injectable()
export class BlockRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @returns whether there was none before */
  async addBlock(blockerId: UserId, blockedId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      `
      insert into block (blocker_id, blocked_id)
      values ($1, $2)
      on conflict do nothing
      `,
      [blockerId, blockedId],
    );
    return count > 0;
  }

  /** @returns whether there was one */
  async removeBlock(blockerId: UserId, blockedId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      `delete from block where blocker_id = $1 and blocked_id = $2`,
      [blockerId, blockedId],
    );
    return count > 0;
  }

  async addMute(muterId: UserId, mutedId: UserId): Promise<void> {
    await this.work.execute(
      `
      insert into mute (muter_id, muted_id)
      values ($1, $2)
      on conflict do nothing
      `,
      [muterId, mutedId],
    );
  }

  async removeMute(muterId: UserId, mutedId: UserId): Promise<void> {
    await this.work.execute(`delete from mute where muter_id = $1 and muted_id = $2`, [
      muterId,
      mutedId,
    ]);
  }
}
