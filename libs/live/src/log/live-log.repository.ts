import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';

/** Something that one person is to be told of. */
export interface LiveEntry {
  readonly userId: UserId;
  /** The name of its frames; a lib has registered it with `LivePresenters`. */
  readonly type: string;
  readonly subjectId: Id;
}

/** Hours for which an event is kept. */
export const KEPT_HOURS = 24;
/** Newest events of a person that are kept. */
export const KEPT_EVENTS = 1_000;

/** Events that one statement removes. */
const BATCH = 5_000;

/** Writes of the log. */
@Injectable()
export class LiveLogRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds entries in their order. The people are locked in ascending order of their ids. */
  async append(entries: readonly LiveEntry[]): Promise<void> {
    await this.work.execute(
      sql`
      with entry as (
        select
          user_id,
          type,
          subject_id,
          row_number() over person as place,
          count(*) over (partition by user_id) as amount
        from unnest(
          ${entries.map(({ userId }) => userId)}::bigint[],
          ${entries.map(({ type }) => type)}::text[],
          ${entries.map(({ subjectId }) => subjectId)}::bigint[]
        ) with ordinality as e (user_id, type, subject_id, entered)
        window person as (partition by user_id order by entered)
      ), position as (
        insert into live_position as p (user_id, epoch, seq)
        select user_id, 1 + floor(random() * 2147483646)::int, amount
        from (select distinct user_id, amount from entry) person
        order by user_id
        on conflict (user_id) do update set seq = p.seq + excluded.seq
        returning user_id, seq
      )
      insert into live_event (user_id, seq, type, subject_id)
      select e.user_id, p.seq - e.amount + e.place, e.type, e.subject_id
      from entry e
      join position p on p.user_id = e.user_id
      `,
    );
  }

  /** Removes events that are too old. @returns how many; there may be more */
  async removeOld(): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from live_event
      where (user_id, seq) in (
        select user_id, seq
        from live_event
        where created_at < now() - ${sql.number(KEPT_HOURS)} * interval '1 hour'
        order by created_at
        limit ${sql.number(BATCH)}
      )
      `,
    );
    return count;
  }

  /** Removes events past the newest ones of their person. @returns how many; there may be more */
  async removeSurplus(): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from live_event
      where (user_id, seq) in (
        select e.user_id, e.seq
        from live_position p
        join live_event e on e.user_id = p.user_id and e.seq <= p.seq - ${sql.number(KEPT_EVENTS)}
        where p.seq > ${sql.number(KEPT_EVENTS)}
        limit ${sql.number(BATCH)}
      )
      `,
    );
    return count;
  }

  /** Removes the log of a person. @returns how many events it had */
  async erase(userId: UserId): Promise<number> {
    const { count } = await this.work.execute(
      sql`delete from live_event where user_id = ${userId}`,
    );
    await this.work.execute(sql`delete from live_position where user_id = ${userId}`);
    return count;
  }
}
