import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Loop } from '#libs/jobs';
import { IntakeRepository } from '../intake/intake.repository.js';
import { GatheringService } from './gathering.service.js';
import { TellingService } from './telling.service.js';

/** Pause between two looks at what has come in, in milliseconds. */
const EVERY_MS = 500;
/** Rows that one transaction takes. */
const BATCH = 2_000;

/** Makes notifications of what people did, soon after they did it. Several workers do so at once. */
@Injectable()
export class NotificationLoopService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly intake: IntakeRepository,
    private readonly gathering: GatheringService,
    private readonly telling: TellingService,
  ) {}

  /** Takes all that has come in. */
  @Loop({ name: 'notification.gather', everyMs: EVERY_MS })
  async gatherAll(): Promise<void> {
    let taken: number;
    do {
      taken = await this.work.run(() => this.gatherSome());
    } while (taken === BATCH);
  }

  private async gatherSome(): Promise<number> {
    const touches = await this.intake.take(BATCH);
    if (touches.length > 0) {
      const places = await this.intake.placesOf(touches);
      await this.telling.tell(await this.gathering.gather(places));
    }
    return touches.length;
  }
}
