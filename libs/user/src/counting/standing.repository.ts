import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { sql, UnitOfWork } from '#libs/database';

/**
 * Hours after a suspension or restoration in which its recounts may still be under way; what takes longer is
 * found by the hourly audit of counters.
 */
const UNSETTLED_HOURS = 24;

/** What decides whether the acts of a person count. */
export interface Standing {
  /** Neither suspended nor deleted. */
  readonly active: boolean;
  /** Suspended, deleted or restored a short while ago: counters may not know of it yet. */
  readonly unsettled: boolean;
}

/** Holds people as they are. */
@Injectable()
export class StandingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * How people stand, held so until the transaction ends: a suspension, which recounts, comes wholly before or
   * wholly after. Rows are locked in the order of their ids, like everywhere.
   */
  async hold(ids: readonly UserId[]): Promise<Map<UserId, Standing>> {
    const { rows } = await this.work.execute<Standing & { id: UserId }>(
      sql`
      select
        id,
        is_active as active,
        coalesce(
          standing_changed_at > now() - ${sql.number(UNSETTLED_HOURS)} * interval '1 hour',
          false
        ) as unsettled
      from user_account
      where id = any (${ids}::bigint[])
      order by id
      for share
      `,
    );
    return new Map(rows.map(({ id, active, unsettled }) => [id, { active, unsettled }]));
  }
}
