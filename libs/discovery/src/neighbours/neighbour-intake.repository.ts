import { Injectable } from '@nestjs/common';
import { prepared, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { discoverable } from '../eligibility/suggestable.sql.js';
import { CHANGES_DUE, COUNTED_FOLLOWEES } from './neighbourhood.js';

const MARK = prepared<{ follower: UserId; followee: UserId }>(
  'discovery.mark',
  (slot) => sql`
    insert into neighbour_dirty (person_id, weight)
    values (${slot('followee')}, 1), (${slot('follower')}, 0)
  `,
);

/** Writes whose follows and followers changed, until it is added up. */
@Injectable()
export class NeighbourIntakeRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Notes that somebody follows a person, or no longer does: all that it costs whoever follows. */
  async mark(follower: UserId, followee: UserId): Promise<void> {
    await this.work.execute(MARK({ follower, followee }));
  }

  /** Notes that the neighbours of people are to be computed soon. */
  async markDue(people: readonly UserId[]): Promise<void> {
    await this.work.execute(sql`
      insert into neighbour_dirty (person_id, weight)
      select id, ${sql.number(CHANGES_DUE)}
      from unnest(${people}::bigint[]) as marked (id)
    `);
  }

  /** The same for everybody whom a person follows: a follower less, or one more. */
  async markFollowed(follower: UserId, isDue: boolean): Promise<void> {
    await this.work.execute(sql`
      insert into neighbour_dirty (person_id, weight)
      select f.followee_id, ${isDue ? CHANGES_DUE : 1}::smallint
      from follow f
      where f.follower_id = ${follower}
    `);
  }

  /** Notes that those who follow a person follow one more who takes part, or one less. */
  async markFollowers(followee: UserId): Promise<void> {
    await this.work.execute(sql`
      insert into neighbour_dirty (person_id, weight)
      select f.follower_id, 0
      from follow f
      where f.followee_id = ${followee}
    `);
  }

  /**
   * Adds changes up, those that were noted first, and counts whom the people follow; of people who take part.
   *
   * @returns how many notes there were
   */
  async addUp(limit: number): Promise<number> {
    const { rows } = await this.work.execute<{ notes: number }>(sql`
      with taken as (
        delete from neighbour_dirty
        where id = any (array(
          select id from neighbour_dirty order by id limit ${limit} for update skip locked
        ))
        returning person_id, weight
      ),
      changed as materialized (
        select noted.person_id, noted.change_count, followed.followee_count
        from (
          select person_id, sum(weight)::integer as change_count
          from taken
          group by person_id
        ) noted
        cross join lateral (
          select count(*)::integer as followee_count
          from (
            select
            from follow f
            where f.follower_id = noted.person_id and ${discoverable('f.followee_id')}
            limit ${sql.number(COUNTED_FOLLOWEES)}
          ) followee
        ) followed
      ),
      known as (
        update person_neighbourhood n
        set change_count = n.change_count + changed.change_count,
            followee_count = changed.followee_count
        from changed
        where n.person_id = changed.person_id
        returning n.person_id
      ),
      met as (
        insert into person_neighbourhood
          (person_id, change_count, follower_count, followee_count, counted_at)
        select changed.person_id, changed.change_count, 0, changed.followee_count, '-infinity'
        from changed
        where ${discoverable('changed.person_id')}
          and not exists (
            select from person_neighbourhood n where n.person_id = changed.person_id
          )
      )
      select (select count(*) from taken)::integer as notes
    `);
    return rows[0]?.notes ?? 0;
  }

  /** Notes that people take part who were never met: a community that was loaded as a whole. */
  async meet(): Promise<void> {
    await this.work.execute(sql`
      insert into neighbour_dirty (person_id, weight)
      select p.user_id, ${sql.number(CHANGES_DUE)}
      from profile p
      where not exists (select from person_neighbourhood n where n.person_id = p.user_id)
        and exists (
          select from follow f where f.followee_id = p.user_id
          union all
          select from follow f where f.follower_id = p.user_id
        )
        and ${discoverable('p.user_id')}
    `);
  }
}
