import { Injectable } from '@nestjs/common';
import { Scheduled } from '#libs/jobs';
import { ProfileRepository } from './profile.repository.js';

/** Gives nicknames free whose reservation is over. */
@Injectable()
export class ReservationJobs {
  constructor(private readonly profiles: ProfileRepository) {}

  @Scheduled({ name: 'user.free-nicknames', cron: '41 * * * *' })
  async freeNicknames(): Promise<void> {
    await this.profiles.removeEndedReservations();
  }
}
