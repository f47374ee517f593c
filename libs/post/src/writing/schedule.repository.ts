import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';

/** Kind of the lock under which a person schedules drafts. */
const SCHEDULING = 7_102;

/** Counts scheduled drafts for whoever schedules one more. */
@Injectable()
export class ScheduleRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** How many drafts of a person wait for their time. The person schedules no other one until the transaction ends. */
  async count(authorId: UserId): Promise<number> {
    await this.work.execute(
      sql`select pg_advisory_xact_lock(${sql.number(SCHEDULING)}, hashtext(${authorId}::text))`,
    );
    // After the lock: a statement that waits for it sees the table as it was before.
    const { rows } = await this.work.execute<{ amount: number }>(
      sql`
      select count(*)::integer as amount
      from post
      where author_id = ${authorId} and publish_at is not null and is_active
      `,
    );
    return rows[0]?.amount ?? 0;
  }
}
