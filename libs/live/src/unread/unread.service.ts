import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { LiveTopics } from '../presenting/live-topics.js';
import { UNREAD } from '../signals/live-signals.js';
import { type Unread, UnreadRegistry } from './unread.registry.js';

/** Milliseconds between two frames with the numbers of one person. */
const EVERY_MS = 1_000;

/** Tells people what is unread: when they ask, and on their streams. */
@Injectable()
export class UnreadService implements OnModuleInit {
  constructor(
    private readonly topics: LiveTopics,
    private readonly unread: UnreadRegistry,
  ) {}

  onModuleInit(): void {
    this.topics.register({
      name: UNREAD,
      everyMs: EVERY_MS,
      frames: async (keys, audience) => {
        const told = new Set(keys);
        const numbers = await this.unread.of(audience.filter((userId) => told.has(userId)));
        return [...numbers].map(([userId, data]) => ({ userId, data }));
      },
    });
  }

  /** The numbers of one person. */
  async of(userId: UserId): Promise<Unread> {
    const numbers = await this.unread.of([userId]);
    return numbers.get(userId) ?? { notifications: 0, messages: 0, requests: 0 };
  }
}
