import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';

/** The number is arbitrary and belongs to this program. */
const SETUP_LOCK = 5_261_731;

/** Makes processes that start at the same time set things up one after the other. */
@Injectable()
export class SetupLockRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Waits for its turn, which lasts until the transaction ends. */
  async take(): Promise<void> {
    await this.work.execute(sql`select pg_advisory_xact_lock(${sql.number(SETUP_LOCK)})`);
  }
}
