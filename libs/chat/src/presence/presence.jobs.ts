import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Loop } from '#libs/jobs';
import { LiveSignals } from '#libs/live';
import { LOOK_MS, PRESENCE, WHO_IS_THERE } from './presence.js';
import { PresenceRepository } from './presence.repository.js';

/** Has processes say who is there, and tells of those who left. */
@Injectable()
export class PresenceJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly presence: PresenceRepository,
    private readonly signals: LiveSignals,
  ) {}

  @Loop({ name: 'chat.presence', everyMs: LOOK_MS })
  async look(): Promise<void> {
    const gone = await this.work.run(() => this.presence.forget());
    this.signals.tell(PRESENCE, [WHO_IS_THERE, ...gone]);
  }
}
