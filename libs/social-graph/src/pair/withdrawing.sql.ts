import { sql, type SqlFragment } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** A follow or a request that is gone. */
export interface Withdrawn {
  readonly followerId: UserId;
  readonly followeeId: UserId;
  readonly wasFollow: boolean;
}

/** SQL after `with`: removes follows and requests, and gives them as `Withdrawn` rows of `withdrawn`. @param which SQL */
export const withdrawing = (which: SqlFragment): SqlFragment => sql`
  request as (
    delete from follow_request where ${which} returning follower_id, followee_id
  ),
  ended as (
    delete from follow where ${which} returning follower_id, followee_id
  ),
  withdrawn as (
    select follower_id as "followerId", followee_id as "followeeId", true as "wasFollow" from ended
    union all
    select follower_id, followee_id, false from request
  )`;
