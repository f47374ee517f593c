import { Injectable } from '@nestjs/common';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { DueZones } from './digest-time.js';

/** Somebody whose digest is due. */
export interface DueDigest {
  readonly userId: UserId;
  /** When the one before was made, ISO 8601; `null` for the first. */
  readonly since: string | null;
}

/** Days without a session after which no digests are sent any more. */
const QUIET_DAYS = 90;
/** Hours between two digests at least, daily and weekly. */
const PAUSE_HOURS = { daily: 20, weekly: 6 * 24 } as const;

/** Writes who gets a digest, and when. */
@Injectable()
export class DigestRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /** Time zones of people who want digests. */
  async zones(): Promise<string[]> {
    const rows = await this.reader.query<{ zone: string }>(sql`
      select distinct time_zone as zone
      from notification_setting
      where digest <> 'off'
    `);
    return rows.map(({ zone }) => zone);
  }

  /** Takes some whose digest is due: theirs counts as made from now on. */
  async take({ daily, weekly }: DueZones, limit: number): Promise<DueDigest[]> {
    const { rows } = await this.work.execute<DueDigest>(sql`
      with due as (
        select s.user_id, s.digest_at
        from notification_setting s
        join user_account u on u.id = s.user_id and u.is_active and u.email_verified_at is not null
        where (
            (s.digest = 'daily' and s.time_zone = any (${daily}::text[]) and ${before('daily')})
            or (s.digest = 'weekly' and s.time_zone = any (${weekly}::text[]) and ${before('weekly')})
          )
          and exists (
            select from session
            where user_id = s.user_id
              and last_used_at > now() - ${sql.number(QUIET_DAYS)} * interval '1 day'
          )
        limit ${limit}
        for no key update of s skip locked
      )
      update notification_setting s
      set digest_at = now()
      from due
      where s.user_id = due.user_id
      returning
        s.user_id as "userId",
        to_char(due.digest_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
    `);
    return rows;
  }

  /** Ends the digests of a person. */
  async stop(userId: UserId): Promise<void> {
    await this.work.execute(sql`
      update notification_setting
      set digest = 'off', version = version + 1
      where user_id = ${userId} and digest <> 'off'
    `);
  }
}

function before(digest: keyof typeof PAUSE_HOURS) {
  const hours = sql.number(PAUSE_HOURS[digest]);
  return sql`(s.digest_at is null or s.digest_at < now() - ${hours} * interval '1 hour')`;
}
