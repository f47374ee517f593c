import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { KnownPlaceRepository } from '../account/known-place.repository.js';
import { SessionRepository } from './session.repository.js';

/** Removes what has run out. */
@Injectable()
export class AccountCleanupJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly places: KnownPlaceRepository,
  ) {}

  @Scheduled({ name: 'user.remove-expired', cron: '41 * * * *' })
  async removeExpired(): Promise<void> {
    await this.work.run(() => this.sessions.removeExpired());
    await this.work.run(() => this.places.removeOld());
  }
}
