import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { discoverable } from '../eligibility/suggestable.sql.js';
import {
  ASKED_FOLLOWERS,
  ASKED_FOLLOWS,
  DAMPING,
  FULL_WEIGHT,
  NEIGHBOURS,
  type Neighbours,
} from './neighbourhood.js';

/** Computes who is followed together with whom, from follows of which both ends take part. */
@Injectable()
export class NeighbourReader {
  constructor(private readonly reader: SqlReader) {}

  /** The neighbours of people as of now; who has none is absent. */
  computed(people: readonly UserId[]): Promise<Neighbours[]> {
    return this.reader.query<Neighbours>(sql`
      with person as materialized (
        select n.person_id, n.follower_count
        from person_neighbourhood n
        where n.person_id = any (${people}::bigint[])
      ),
      follower as materialized (
        select person.person_id, newest.follower_id
        from person
        cross join lateral (
          select f.follower_id
          from follow f
          where f.followee_id = person.person_id and ${discoverable('f.follower_id')}
          order by f.position desc
          limit ${sql.number(ASKED_FOLLOWERS)}
        ) newest
      ),
      asked as materialized (
        select distinct follower_id
        from follower
      ),
      choice as materialized (
        select
          asked.follower_id,
          newest.followee_id,
          newest.follower_count,
          (
            ${sql.number(FULL_WEIGHT)} / sqrt(count(*) over (partition by asked.follower_id))
          )::bigint as weight
        from asked
        cross join lateral (
          select f.followee_id, n.follower_count
          from follow f
          join person_neighbourhood n on n.person_id = f.followee_id
          where f.follower_id = asked.follower_id
          order by f.position desc
          limit ${sql.number(ASKED_FOLLOWS)}
        ) newest
      ),
      together as (
        select
          follower.person_id,
          choice.followee_id as neighbour_id,
          choice.follower_count,
          sum(choice.weight) as weight
        from follower
        join choice using (follower_id)
        where choice.followee_id <> follower.person_id
        group by follower.person_id, choice.followee_id, choice.follower_count
      ),
      scored as (
        select
          together.person_id,
          together.neighbour_id,
          (
            together.weight::float8
            / power(
              greatest(person.follower_count, 1)::float8 * greatest(together.follower_count, 1),
              ${DAMPING}::float8
            )
          )::integer as score
        from together
        join person using (person_id)
      ),
      placed as (
        select
          person_id,
          neighbour_id,
          score,
          row_number() over (partition by person_id order by score desc, neighbour_id) as place
        from scored
      )
      select
        person_id as "personId",
        array_agg(neighbour_id::text order by place) as "neighbourIds",
        array_agg(score order by place) as scores
      from placed
      where place <= ${sql.number(NEIGHBOURS)}
      group by person_id
    `);
  }
}
