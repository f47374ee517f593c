import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Strangers that somebody may ask within 24 hours. */
const A_DAY = 20;
/** The same while the account is younger than 24 hours. */
const FIRST_DAY = 5;

/** Counts how many strangers people ask, for all processes together. */
@Injectable()
export class RequestAllowanceRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Counts a request. @returns `false`, and counts nothing, when the person asked enough for now */
  async spend(userId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      insert into request_allowance as a (user_id, asked_at)
      values (${userId}, array[now()])
      on conflict (user_id) do update
      set asked_at = array(
        select at from unnest(a.asked_at) as at where at > now() - interval '1 day' order by at
      ) || now()
      where (
        select count(*) from unnest(a.asked_at) as at where at > now() - interval '1 day'
      ) < (
        select case
          when u.created_at > now() - interval '1 day' then ${sql.number(FIRST_DAY)}
          else ${sql.number(A_DAY)}
        end
        from user_account u
        where u.id = a.user_id
      )
    `);
    return count > 0;
  }
}
