import { Injectable } from '@nestjs/common';
import { Scheduled } from '#libs/jobs';
import { IdempotencyRepository } from './idempotency.repository.js';

/** Forgets answers that are older than 24 hours. */
@Injectable()
export class IdempotencyJobs {
  constructor(private readonly keys: IdempotencyRepository) {}

  @Scheduled({ name: 'idempotency.remove-expired', cron: '7 * * * *' })
  async removeExpired(): Promise<void> {
    await this.keys.removeExpired();
  }
}
