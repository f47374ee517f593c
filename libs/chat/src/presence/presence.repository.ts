import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { givesPresence } from '../settings/chat-settings.sql.js';
import { GONE_BEFORE } from './presence.sql.js';

/** What a note has changed. */
export interface NotedPerson {
  readonly userId: UserId;
  /** Whether the person was nowhere before and is there now; else they have left the process. */
  readonly isThere: boolean;
}

/** Writes who is there. */
@Injectable()
export class PresenceRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** A process is there. */
  async beat(processId: string): Promise<void> {
    await this.work.execute(sql`
      insert into presence_process (id, seen_at)
      values (${processId}, now())
      on conflict (id) do update set seen_at = excluded.seen_at
    `);
  }

  /**
   * Notes who has a stream in a process, as far as partners may know, and who has none any more.
   *
   * @param left absent: everybody but those who are here
   */
  async note(
    processId: string,
    here: readonly UserId[],
    left?: readonly UserId[],
  ): Promise<NotedPerson[]> {
    const process = sql.value(processId);
    const { rows } = await this.work.execute<NotedPerson>(sql`
      with here as (
        select here.id as user_id
        from unnest(${here}::bigint[]) as here (id)
        where ${givesPresence('here.id')}
      ), gone as (
        update presence
        set left_at = now()
        where process_id = ${process}::uuid
          and left_at is null
          and user_id not in (select user_id from here)
          and (${left ?? null}::bigint[] is null or user_id = any (${left ?? null}::bigint[]))
        returning user_id
      ), known as (
        select there.user_id from presence there join here on here.user_id = there.user_id
      ), came as (
        insert into presence as p (user_id, process_id)
        select user_id, ${process}::uuid from here order by user_id
        on conflict (user_id, process_id) do update
        set left_at = null
        where p.left_at is not null
        returning user_id
      )
      select user_id as "userId", true as "isThere"
      from came
      where user_id not in (select user_id from known)
      union all
      select user_id, false from gone
    `);
    return rows;
  }

  /** Forgets who left a while ago, and processes that are gone with all who were there. @returns who is not there now */
  async forget(): Promise<UserId[]> {
    const { rows } = await this.work.execute<{ userId: UserId }>(sql`
      with process as (
        select id from presence_process where seen_at < ${GONE_BEFORE}
      ), gone as (
        delete from presence
        where left_at < ${GONE_BEFORE} or process_id in (select id from process)
        returning user_id, process_id
      ), ended as (
        delete from presence_process where id in (select id from process)
      )
      select distinct gone.user_id as "userId"
      from gone
      where not exists (
        select from presence there
        where there.user_id = gone.user_id
          and there.left_at is null
          and there.process_id not in (select id from process)
      )
    `);
    return rows.map(({ userId }) => userId);
  }
}
