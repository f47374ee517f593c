import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { heldOpenness } from '#libs/user';
import type { FollowStanding, Standing } from './standing.js';

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
    const { rows } = await this.work.execute<Standing>(
      sql`select ${standing(sql.value(me), sql.value(them))}`,
    );
    return only(rows);
  }

  /** The same for somebody who wants to follow; holds the profile of the second person, too. */
  async holdToFollow(me: UserId, them: UserId): Promise<FollowStanding> {
    await this.lock(me, them);
    const themValue = sql.value(them);
    const { rows } = await this.work.execute<FollowStanding>(
      sql`
      select
        ${standing(sql.value(me), themValue)},
        coalesce((${heldOpenness(themValue)}), false) as "asksNobody"
      `,
    );
    return only(rows);
  }
}

/** SQL: the columns of `Standing`. */
function standing(me: SqlFragment, them: SqlFragment): SqlFragment {
  return sql`
    exists (select from user_account where id = ${them} and is_active) as active,
    exists (select from follow where follower_id = ${me} and followee_id = ${them}) as following,
    exists (select from follow where follower_id = ${them} and followee_id = ${me}) as "followedBy",
    exists (select from follow_request where follower_id = ${me} and followee_id = ${them}) as requested,
    exists (select from follow_request where follower_id = ${them} and followee_id = ${me}) as "askedBy",
    exists (select from block where blocker_id = ${me} and blocked_id = ${them}) as blocking,
    exists (select from block where blocker_id = ${them} and blocked_id = ${me}) as "blockedBy"
  `;
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) {
    throw new Error('A selection without a table gave no row.');
  }
  return row;
}
