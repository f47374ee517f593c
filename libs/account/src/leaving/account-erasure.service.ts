import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { IdempotencyRepository } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { type Erased, JobTracesRepository } from '#libs/personal-data';
import { AccountErasureRepository } from './account-erasure.repository.js';

/** Removes an account for good: email, phone and nickname are free again. */
@Injectable()
export class AccountErasureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountErasureRepository,
    private readonly answers: IdempotencyRepository,
    private readonly jobs: JobTracesRepository,
  ) {}

  /** All at once: when the account is gone, no job and no kept answer names the person. May be repeated. */
  erase(userId: UserId): Promise<Erased> {
    return this.work.run(async () => {
      const names = await this.accounts.names(userId);
      await this.answers.forget(userId);
      const jobs = await this.jobs.remove(names);
      return { jobs, ...(await this.accounts.remove(userId)) };
    });
  }
}
