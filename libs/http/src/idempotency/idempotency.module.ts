import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { IdempotencyJobs } from './idempotency.jobs.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { IdempotencySchema1763690000110 } from './migrations/1763690000110-idempotency-schema.js';

/** Kept answers: also for programs without HTTP, which remove the old ones. */
@Global()
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [IdempotencyKeyEntity],
      migrations: [IdempotencySchema1763690000110],
    }),
  ],
  providers: [IdempotencyRepository, IdempotencyJobs],
  exports: [IdempotencyRepository],
})
export class IdempotencyModule {}
