import { Injectable } from '@nestjs/common';
import type { TouchedPlace } from '../intake/intake.repository.js';
import { NotificationStateRepository } from '../notification/notification-state.repository.js';
import { AnswerService } from './answer.service.js';
import type { Changes } from './changes.js';
import { GroupService } from './group.service.js';

/** Puts acts into notifications. */
@Injectable()
export class GatheringService {
  constructor(
    private readonly states: NotificationStateRepository,
    private readonly groups: GroupService,
    private readonly answers: AnswerService,
  ) {}

  /** In the transaction of the caller, which holds the people from then on. */
  async gather(places: readonly TouchedPlace[]): Promise<Changes> {
    const people = [...new Set(places.map(({ userId }) => userId))];
    if (people.length === 0) {
      return { grown: [], gone: [] };
    }
    const seen = await this.states.hold(people);
    const groups = await this.groups.gather(
      places.filter(({ answerId }) => answerId === null),
      seen,
    );
    const answers = await this.answers.gather(
      places.filter(({ answerId }) => answerId !== null),
      seen,
    );
    return {
      grown: [...groups.grown, ...answers.grown],
      gone: [...groups.gone, ...answers.gone],
    };
  }
}
