import './presence.dto.js';
import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { parseId, type UserId } from '#libs/kernel';
import { LiveSignals, LiveTopics } from '#libs/live';
import { PRESENCE, WHO_IS_THERE } from './presence.js';
import { PresenceReader } from './presence.reader.js';
import { PresenceRepository } from './presence.repository.js';

/**
 * Knows who has streams in this process: the topic is asked with all of them. It says so when it is asked who is there,
 * and makes the frames that tell partners.
 */
@Injectable()
export class PresenceFramesService implements OnModuleInit {
  /** A process that starts anew is another one. */
  private readonly processId = randomUUID();

  constructor(
    private readonly topics: LiveTopics,
    private readonly signals: LiveSignals,
    private readonly work: UnitOfWork,
    private readonly presence: PresenceRepository,
    private readonly reader: PresenceReader,
  ) {}

  onModuleInit(): void {
    this.topics.register({
      name: PRESENCE,
      everyMs: 0,
      frames: async (keys, audience) => {
        if (keys.includes(WHO_IS_THERE)) {
          await this.settle(audience);
        }
        return this.framesOf(keys, audience);
      },
    });
  }

  private async settle(audience: readonly UserId[]): Promise<void> {
    const came = await this.work.run(async () => {
      await this.presence.beat(this.processId);
      return this.presence.settle(this.processId, audience);
    });
    if (came.length > 0) {
      this.signals.tell(PRESENCE, came);
    }
  }

  private async framesOf(
    keys: readonly string[],
    audience: readonly UserId[],
  ): Promise<Map<UserId, object>> {
    const changed = keys.map((key) => parseId<'user'>(key)).filter((id) => id !== undefined);
    const told = changed.length === 0 ? [] : await this.reader.ofPartners(changed, audience);
    return new Map(told.map(({ userId, roomId, online }) => [userId, { roomId, online }]));
  }
}
