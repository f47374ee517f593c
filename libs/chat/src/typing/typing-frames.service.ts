import './typing.dto.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { LiveTopics, type TopicFrame } from '#libs/live';
import { parseTyping, TYPING } from './typing.js';

/** Makes the frames that say that somebody writes. */
@Injectable()
export class TypingFramesService implements OnModuleInit {
  constructor(private readonly topics: LiveTopics) {}

  onModuleInit(): void {
    this.topics.register({
      name: TYPING,
      everyMs: 0,
      frames: (keys, audience) => Promise.resolve(framesOf(keys, audience, Date.now())),
    });
  }
}

/** What people are to be told: of each room what was said last. */
function framesOf(keys: readonly string[], audience: readonly UserId[], now: number): TopicFrame[] {
  const people = new Set(audience);
  const told = keys
    .map(parseTyping)
    .filter((typing) => typing !== undefined)
    .filter(({ userId, until }) => people.has(userId) && until > now)
    .sort((a, b) => a.until - b.until);
  const latest = new Map(told.map((typing) => [`${typing.userId}:${typing.roomId}`, typing]));
  return [...latest.values()].map(({ userId, roomId, until }) => ({
    userId,
    data: { roomId, until: new Date(until).toISOString() },
  }));
}
