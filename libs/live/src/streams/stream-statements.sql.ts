import { idsIn, prepared, type Sql, sql, type SqlFragment } from '#libs/database';
import type { SessionId, UserId } from '#libs/kernel';

/** Most events that are read for a stream at once. */
export const MOST_EVENTS = 50;

/** Statements that read only for open sessions. The lib that owns sessions makes and provides them. */
export abstract class StreamStatements {
  /** Log and position of people, from a place on, for each stream whose session is open. */
  abstract readonly events: (values: {
    readonly sessions: readonly SessionId[];
    readonly people: readonly UserId[];
    readonly after: readonly (number | null)[];
  }) => Sql;

  /** Which of these sessions are open. */
  abstract readonly open: (values: { readonly sessions: readonly SessionId[] }) => Sql;
}

/**
 * Declares the statements that streams are read by. What they join decides the right to a stream, so no process has
 * to remember it.
 *
 * @param openSessions SQL: `session_id` and `user_id` of the sessions that may act
 */
export function streamStatements(openSessions: SqlFragment): StreamStatements {
  return {
    events: prepared(
      'live.events',
      (slot) => sql`
      select
        w.number::int as number,
        p.epoch,
        p.seq as newest,
        e.seq,
        e.type,
        e.subject_id as "subjectId",
        extract(epoch from now() - e.created_at)::float8 as age
      from unnest(
        (select ${slot('sessions')}::bigint[])::bigint[],
        (select ${slot('people')}::bigint[])::bigint[],
        (select ${slot('after')}::int[])::int[]
      ) with ordinality as w (session_id, user_id, after, number)
      join (${openSessions}) o on o.session_id = w.session_id and o.user_id = w.user_id
      left join live_position p on p.user_id = w.user_id
      left join lateral (
        select seq, type, subject_id, created_at
        from live_event
        where user_id = w.user_id and seq > w.after
        order by seq
        limit ${sql.number(MOST_EVENTS)}
      ) e on true
      order by w.number, e.seq
      `,
    ),
    open: prepared(
      'live.open-sessions',
      (slot) => sql`
      select o.session_id as "sessionId"
      from (${openSessions}) o
      where o.session_id = any (${idsIn(slot('sessions'))})
      `,
    ),
  };
}
