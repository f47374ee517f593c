import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { Standing } from './standing.js';

/**
 * SQL of the number under which two people are locked: the same from either side. A collision only makes
 * strangers wait for each other.
 */
export function pairKey(one: SqlFragment, other: SqlFragment): SqlFragment {
  return sql`hashtextextended(least(${one}, ${other})::text || ':' || greatest(${one}, ${other})::text, 0)`;
}

/** The locks under which edges between two people change. */
@Injectable()
export class PairRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Makes this transaction the only one that changes edges between two people, until it ends. A
   * transaction locks one pair and waits for no second one.
   */
  async lock(one: UserId, other: UserId): Promise<void> {
    const key = pairKey(sql`${one}::bigint`, sql`${other}::bigint`);
    await this.work.execute(sql`select pg_advisory_xact_lock(${key})`);
  }

  /** Locks a pair, and tells how the first person stands to the second. */
  async hold(me: UserId, them: UserId): Promise<Standing> {
    await this.lock(me, them);
    const themValue = sql.value(them);
    const meValue = sql.value(me);
    const { rows } = await this.work.execute<Standing>(
      sql`
      select
        exists (select from user_account where id = ${themValue} and is_active) as active,
        exists (select from follow where follower_id = ${meValue} and followee_id = ${themValue}) as following,
        exists (select from follow where follower_id = ${themValue} and followee_id = ${meValue}) as "followedBy",
        exists (select from follow_request where follower_id = ${meValue} and followee_id = ${themValue}) as requested,
        exists (select from follow_request where follower_id = ${themValue} and followee_id = ${meValue}) as "askedBy",
        exists (select from block where blocker_id = ${meValue} and blocked_id = ${themValue}) as blocking,
        exists (select from block where blocker_id = ${themValue} and blocked_id = ${meValue}) as "blockedBy"
      `,
    );
    const [standing] = rows;
    if (standing === undefined) {
      throw new Error('A selection without a table gave no row.');
    }
    return standing;
  }
}
