import { sql, type SqlFragment } from '#libs/database';
import { activePerson, mutes, noBlockBetween } from '#libs/social-graph';
import { MOST_UNREAD } from './room.js';

/**
 * SQL: joins to a row `m` of `room_member` its room `r`, the partner `p.id`, and whether the room is closed, `c.closed`.
 * `offset 0` has each of them asked row by row.
 */
export const ROOM_OF_MEMBER = sql`
  join room r on r.id = m.room_id
  cross join lateral (
    select case when r.low_id = m.user_id then r.high_id else r.low_id end as id
    offset 0
  ) p
  cross join lateral (
    select not (${activePerson('p.id')} and ${noBlockBetween('m.user_id', 'p.id')}) as closed
    offset 0
  ) c`;

/** SQL: the `RoomState` of a row that `ROOM_OF_MEMBER` has completed. */
export const ROOM_STATE = sql`
  case
    when c.closed then 'closed'
    when r.accepted_at is not null or r.last_number = 0 then 'open'
    when m.is_request then 'request'
    else 'waiting'
  end`;

/** SQL: whether a message `u` of the room of `m` is one that the person has not read. */
export const UNREAD_MESSAGE = sql`
  u.room_id = m.room_id
  and u.number > greatest(m.read_number, m.removed_up_to)
  and u.sender_id <> m.user_id
  and u.deleted_at is null
  and not exists (
    select from message_hidden h where h.user_id = m.user_id and h.message_id = u.id
  )`;

/** SQL: how many messages of a room the person has not read, whether or not they count: at most `MOST_UNREAD`. */
export const UNREAD_COUNT: SqlFragment = sql`(
  select count(*)::integer
  from (
    select from message u
    where ${UNREAD_MESSAGE}
    limit ${sql.number(MOST_UNREAD)}
  ) counted
)`;

/** SQL: whether there may be something unread in a room: what the index of unread rooms holds. */
export const MAYBE_UNREAD = sql`(m.heard_number > m.read_number and m.heard_number > m.removed_up_to)`;

/** SQL: whether the person of `m` mutes the partner. */
export const MUTES_PARTNER = mutes('m.user_id', 'p.id');
