import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { discoverable } from '../eligibility/suggestable.sql.js';
import { CHANGES_DUE, COUNTED_FOLLOWERS, type Neighbours, SWEEP_DAYS } from './neighbourhood.js';

/** One worker computes at a time. */
const COMPUTING = 7_206_113;
/** Held by whoever stores what was computed; shared by people who leave, so that nothing of them is stored meanwhile. */
const STORING = 7_206_114;
/** Days after which the followers of a person are counted anew. */
const RECOUNT_DAYS = 1;

/** SQL: whether the neighbours of a person `n` are to be computed. An index has the same condition. */
const due = sql`(
  n.change_count >= ${sql.number(CHANGES_DUE)}
  or (n.change_count > 0 and n.change_count * 10 >= n.follower_count)
)`;

/** Writes who is followed together with whom. */
@Injectable()
export class NeighbourRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Whether nobody else computes; if so, nobody else will until the transaction ends. */
  async compute(): Promise<boolean> {
    const { rows } = await this.work.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${sql.number(COMPUTING)}) as mine`,
    );
    return rows[0]?.mine === true;
  }

  /** Nobody's leaving is under way from now on until the transaction ends. Held for a moment only. */
  async store(): Promise<void> {
    await this.work.execute(sql`select pg_advisory_xact_lock(${sql.number(STORING)})`);
  }

  /**
   * Counts the followers of some of those whose neighbours are to be computed, unless that was done lately: followers who
   * take part themselves, up to so many that more make no difference. @returns how many people were counted
   */
  async recount(limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      update person_neighbourhood
      set counted_at = now(),
          follower_count = (
            select count(*)::integer
            from (
              select
              from follow f
              where f.followee_id = person_neighbourhood.person_id
                and ${discoverable('f.follower_id')}
              limit ${sql.number(COUNTED_FOLLOWERS)}
            ) follower
          )
      where person_id in (
        select n.person_id
        from person_neighbourhood n
        where ${due} and n.counted_at < now() - ${sql.number(RECOUNT_DAYS)} * interval '1 day'
        order by n.person_id
        limit ${limit}
      )
    `);
    return count;
  }

  /** People whose neighbours are to be computed, with the changes that this takes into account. */
  async due(limit: number): Promise<{ id: UserId; changes: number }[]> {
    const { rows } = await this.work.execute<{ id: UserId; changes: number }>(sql`
      select n.person_id as id, n.change_count as changes
      from person_neighbourhood n
      where ${due}
      order by n.person_id
      limit ${limit}
    `);
    return rows;
  }

  /** How many people there are whose neighbours are to be computed. */
  async dueCount(): Promise<number> {
    const { rows } = await this.work.execute<{ count: number }>(sql`
      select count(*)::integer as count
      from person_neighbourhood n
      where ${due}
    `);
    return rows[0]?.count ?? 0;
  }

  /** Puts what was computed of people in the place of what was there, but for those who have left since. */
  async replace(
    people: readonly { id: UserId; changes: number }[],
    computed: readonly Neighbours[],
  ): Promise<void> {
    const ids = sql.value(people.map(({ id }) => id));
    await this.work.execute(
      sql`delete from person_neighbour where person_id = any (${ids}::bigint[])`,
    );
    const rows = computed.flatMap(({ personId, neighbourIds, scores }) =>
      neighbourIds.map((id, i) => ({ personId, id, place: i + 1, score: scores[i] })),
    );
    await this.work.execute(sql`
      with found as materialized (
        select *
        from unnest(
          ${rows.map(({ personId }) => personId)}::bigint[],
          ${rows.map(({ place }) => place)}::smallint[],
          ${rows.map(({ id }) => id)}::bigint[],
          ${rows.map(({ score }) => score)}::integer[]
        ) as found (person_id, place, neighbour_id, score)
      ),
      present as materialized (
        select person.id
        from (select person_id from found union select neighbour_id from found) as person (id)
        where ${discoverable('person.id')}
      )
      insert into person_neighbour (person_id, place, neighbour_id, score)
      select person_id, place, neighbour_id, score
      from found
      where person_id in (select id from present)
        and neighbour_id in (select id from present)
    `);
    await this.work.execute(sql`
      update person_neighbourhood n
      set change_count = n.change_count - done.changes,
          computed_at = clock_timestamp()
      from unnest(
        ${ids}::bigint[],
        ${people.map(({ changes }) => changes)}::integer[]
      ) as done (id, changes)
      where n.person_id = done.id
    `);
  }

  /** Removes a person from what is computed of others, and what is computed of the person. @returns how many rows went */
  async forget(person: UserId): Promise<number> {
    await this.work.execute(sql`select pg_advisory_xact_lock_shared(${sql.number(STORING)})`);
    const id = sql.value(person);
    const { rows } = await this.work.execute<{ gone: number }>(sql`
      with theirs as (
        delete from person_neighbour where person_id = ${id} returning 1
      ),
      others as (
        delete from person_neighbour
        where neighbour_id = ${id} and person_id <> ${id}
        returning 1
      ),
      noted as (
        delete from neighbour_dirty where person_id = ${id} returning 1
      ),
      known as (
        delete from person_neighbourhood where person_id = ${id} returning 1
      )
      select (
        (select count(*) from theirs)
        + (select count(*) from others)
        + (select count(*) from noted)
        + (select count(*) from known)
      )::integer as gone
    `);
    return rows[0]?.gone ?? 0;
  }

  /**
   * Notes that the neighbours that are the oldest are to be computed: so many that everybody's turn comes in time. Who
   * never had a follower was never computed.
   */
  async sweep(): Promise<void> {
    await this.work.execute(sql`
      update person_neighbourhood
      set change_count = change_count + ${sql.number(CHANGES_DUE)}
      where person_id in (
        select person_id
        from person_neighbourhood
        where computed_at is not null
        order by computed_at nulls first, person_id
        limit (
          select (count(computed_at) + ${sql.number(SWEEP_DAYS - 1)}) / ${sql.number(SWEEP_DAYS)}
          from person_neighbourhood
        )
      )
    `);
  }
}
