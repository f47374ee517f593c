import { Injectable } from '@nestjs/common';
import { HELD_COLUMNS, type HeldPerson, PersonHoldRepository } from '#libs/account';
import { sql, type SqlFragment, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { ProfileHoldRepository } from '#libs/user';
import { pairKey } from '../pair/pair.repository.js';
import { withdrawing, type Withdrawn } from '../pair/withdrawing.sql.js';

/** One of the two people of a new follow. */
interface Addition extends HeldPerson {
  readonly added: boolean;
}

/** Writes of follows and requests. Each tells whether it changed anything: only that is a fact. */
@Injectable()
export class FollowRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
    private readonly people: PersonHoldRepository,
    private readonly profiles: ProfileHoldRepository,
  ) {}

  /** Whether somebody can be followed without being asked; it stays so until the transaction ends. */
  asksNobody(followeeId: UserId): Promise<boolean> {
    return this.profiles.isPublic(followeeId);
  }

  /**
   * Adds a follow, and settles a request that waited for it. Both people are held as they are until the transaction
   * ends: a suspension at the same time counts this follow either before it or not at all.
   *
   * @param wasRequested whether the followed person was asked, and has accepted
   * @returns whether there was no follow before
   */
  async addFollow(followerId: UserId, followeeId: UserId, wasRequested: boolean): Promise<boolean> {
    const followerIdValue = sql.value(followerId);
    const followeeIdValue = sql.value(followeeId);
    const { rows } = await this.work.execute<Addition>(
      sql`
      with person as materialized (
        select ${HELD_COLUMNS}
        from user_account
        where id in (${followerIdValue}, ${followeeIdValue})
        order by id
        for share
      ),
      request as (
        delete from follow_request
        where follower_id = ${followerIdValue} and followee_id = ${followeeIdValue}
      ),
      added as (
        insert into follow (follower_id, followee_id, was_requested)
        select ${followerIdValue}::bigint, ${followeeIdValue}::bigint, ${wasRequested}::boolean
        where (select count(*) from person) = 2
        on conflict do nothing
        returning follower_id
      )
      select person.*, exists (select from added) as added
      from person
      `,
    );
    rows.forEach((person) => this.people.remember(person));
    return rows.some(({ added }) => added);
  }

  /** Changes how a follower wants to see the followed person. @returns whether there is a follow */
  async setHideReposts(
    followerId: UserId,
    followeeId: UserId,
    hideReposts: boolean,
  ): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update follow
      set hide_reposts = ${hideReposts}
      where follower_id = ${followerId} and followee_id = ${followeeId}
      `,
    );
    return count > 0;
  }

  /** @returns whether there was one */
  async removeFollow(followerId: UserId, followeeId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`delete from follow where follower_id = ${followerId} and followee_id = ${followeeId}`,
    );
    return count > 0;
  }

  /** Removes a follow and a request. @returns those that there were */
  async withdraw(followerId: UserId, followeeId: UserId): Promise<Withdrawn[]> {
    const { rows } = await this.work.execute<Withdrawn>(
      sql`with ${withdrawing(sql`follower_id = ${followerId} and followee_id = ${followeeId}`)} select * from withdrawn`,
    );
    return rows;
  }

  /** @returns whether there was none before */
  async addRequest(followerId: UserId, followeeId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      insert into follow_request (follower_id, followee_id)
      values (${followerId}, ${followeeId})
      on conflict do nothing
      `,
    );
    return count > 0;
  }

  /** @returns whether there was one */
  async removeRequest(followerId: UserId, followeeId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`delete from follow_request where follower_id = ${followerId} and followee_id = ${followeeId}`,
    );
    return count > 0;
  }

  /** People whose requests to a person wait, the oldest first. */
  waitingFor(followeeId: UserId, limit: number): Promise<UserId[]> {
    return this.ids(
      sql`
      select follower_id as id
      from follow_request
      where followee_id = ${followeeId}
      order by position
      limit ${limit}
      `,
    );
  }

  /**
   * The same, but only those whose pair and account are free, locked for this transaction. Waits for
   * nobody but the one who is followed: counting waits for that account, and somebody who holds accounts in the usual
   * order may wait for those that are held here.
   */
  async lockWaiting(followeeId: UserId, limit: number): Promise<UserId[]> {
    await this.people.hold([followeeId]);
    const person = sql`${followeeId}::bigint`;
    return this.ids(
      sql`
      with waiting as materialized (
        select follower_id, position
        from follow_request
        where followee_id = ${person}
        order by position
        limit ${limit}
      ),
      mine as materialized (
        select follower_id, position
        from waiting
        where pg_try_advisory_xact_lock(${pairKey(sql`follower_id`, person)})
      )
      select a.id
      from user_account a
      join mine on mine.follower_id = a.id
      order by mine.position
      for share of a skip locked
      `,
    );
  }

  private async ids(statement: SqlFragment): Promise<UserId[]> {
    const rows = await this.reader.query<{ id: UserId }>(statement);
    return rows.map(({ id }) => id);
  }
}
