import { Injectable } from '@nestjs/common';
import type { Viewer } from '#libs/kernel';
import { LiveSignals } from '#libs/live';
import type { RoomId } from '../room/room.js';
import { RoomAccessReader } from '../room/room-access.reader.js';
import { TYPING, typingKey } from './typing.js';

/** Tells partners that somebody writes. */
@Injectable()
export class TypingService {
  constructor(
    private readonly access: RoomAccessReader,
    private readonly signals: LiveSignals,
  ) {}

  /** Tells the partner, if both may write; nothing of it is kept. @throws DomainError `not-found` */
  async type(viewer: Viewer, roomId: RoomId): Promise<void> {
    const { isAccepted, isClosed, partnerId } = await this.access.of(viewer, roomId);
    if (isAccepted && !isClosed) {
      this.signals.tell(TYPING, [typingKey(partnerId, roomId, Date.now())]);
    }
  }
}
