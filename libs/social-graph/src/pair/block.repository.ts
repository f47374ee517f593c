import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { withdrawing, type Withdrawn } from './withdrawing.sql.js';

/** The row of a block that removed nothing. */
interface NothingWithdrawn {
  readonly followerId: null;
  readonly followeeId: null;
  readonly wasFollow: null;
}

/** Writes of blocks and mutes. Each tells whether it changed anything: only that is a fact. */
@Injectable()
export class BlockRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Adds a block, and removes follows and requests between the two, both ways.
   *
   * @returns what was removed; `undefined` when the block was there before
   */
  async addBlock(blockerId: UserId, blockedId: UserId): Promise<Withdrawn[] | undefined> {
    const [blocker, blocked] = [sql.value(blockerId), sql.value(blockedId)];
    const between = sql`
      (follower_id, followee_id) in ((${blocker}, ${blocked}), (${blocked}, ${blocker}))
      and exists (select from added)`;
    const { rows } = await this.work.execute<Withdrawn | NothingWithdrawn>(
      sql`
      with added as (
        insert into block (blocker_id, blocked_id)
        values (${blocker}, ${blocked})
        on conflict do nothing
        returning blocker_id
      ),
      ${withdrawing(between)}
      select withdrawn.*
      from added
      left join withdrawn on true
      `,
    );
    return rows.length === 0 ? undefined : rows.filter((row) => row.wasFollow !== null);
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
