import './presence.dto.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { parseId, type UserId } from '#libs/kernel';
import { LiveTopics, type TopicFrame } from '#libs/live';
import { PRESENCE, WHO_IS_THERE } from './presence.js';
import { PresenceReader } from './presence.reader.js';
import { PresenceNotingService } from './presence-noting.service.js';

/** Has who is there noted when the process is asked, and makes the frames that tell partners. */
@Injectable()
export class PresenceFramesService implements OnModuleInit {
  constructor(
    private readonly topics: LiveTopics,
    private readonly noting: PresenceNotingService,
    private readonly reader: PresenceReader,
  ) {}

  onModuleInit(): void {
    this.topics.register({
      name: PRESENCE,
      everyMs: 0,
      frames: async (keys, audience) => {
        if (keys.includes(WHO_IS_THERE)) {
          await this.noting.settle();
        }
        return this.framesOf(keys, audience);
      },
    });
  }

  private async framesOf(
    keys: readonly string[],
    audience: readonly UserId[],
  ): Promise<TopicFrame[]> {
    const changed = keys.map((key) => parseId<'user'>(key)).filter((id) => id !== undefined);
    const told = changed.length === 0 ? [] : await this.reader.ofPartners(changed, audience);
    return told.map(({ userId, roomId, online }) => ({ userId, data: { roomId, online } }));
  }
}
