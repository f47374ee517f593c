import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { ProfileRepository } from './profile.repository.js';

/** Gives nicknames free whose reservation is over. */
@Injectable()
export class ReservationJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly profiles: ProfileRepository,
  ) {}

  @Scheduled({ name: 'user.free-nicknames', cron: '41 * * * *' })
  async freeNicknames(): Promise<void> {
    await this.work.run(() => this.profiles.removeEndedReservations());
  }
}
