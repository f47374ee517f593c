import { Injectable } from '@nestjs/common';
import { InTransaction } from '#libs/event-bus';
import { ProfileClosed, ProfileWithdrawn, UserDeactivated } from '#libs/events';
import { PersonTrendRepository } from './person-trend.repository.js';

/** Takes people out of the ranking with what they do, without waiting for the next one. */
@Injectable()
export class LeftRankingHandler {
  constructor(private readonly trends: PersonTrendRepository) {}

  @InTransaction(ProfileClosed)
  closed({ data }: ProfileClosed): Promise<void> {
    return this.trends.forget(data.userId);
  }

  @InTransaction(ProfileWithdrawn)
  withdrawn({ data }: ProfileWithdrawn): Promise<void> {
    return this.trends.forget(data.userId);
  }

  @InTransaction(UserDeactivated)
  deactivated({ data }: UserDeactivated): Promise<void> {
    return this.trends.forget(data.userId);
  }
}
