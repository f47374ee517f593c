import { Injectable } from '@nestjs/common';
import type { Id, UserId } from '#libs/kernel';
import { LiveLog, LiveSignals } from '#libs/live';
import type { RoomId } from './room.js';
import type { MemberRoom } from './room-closing.repository.js';

/** Something of chat that one person is to be told of. */
export interface ChatNews {
  readonly userId: UserId;
  /** The frames: of a message, of a room, of one that is gone. */
  readonly type: 'message' | 'room' | 'room.removed';
  readonly subjectId: Id;
}

/** Tells people what is new in their rooms. In the transaction of the fact, once in each. */
@Injectable()
export class RoomTellingService {
  constructor(
    private readonly log: LiveLog,
    private readonly signals: LiveSignals,
  ) {}

  /** Tells in this order, and lets the unread numbers of these people be sent anew. */
  async tell(news: readonly ChatNews[]): Promise<void> {
    await this.log.appendAll(news);
    this.signals.unread([...new Set(news.map(({ userId }) => userId))]);
  }

  /** Tells people that a room is another one now. */
  roomChanged(roomId: RoomId, people: readonly UserId[]): Promise<void> {
    return this.roomsChanged(people.map((userId) => ({ roomId, userId })));
  }

  /** Tells people that rooms of theirs are other ones now. */
  roomsChanged(rooms: readonly MemberRoom[]): Promise<void> {
    return this.tell(
      rooms.map(({ roomId, userId }) => ({ userId, type: 'room', subjectId: roomId })),
    );
  }
}
