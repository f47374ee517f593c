import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MediaDiscardService } from '#libs/media';
import { type Erased, untilNothing } from '#libs/personal-data';
import { ChatErasureRepository, type Emptied } from './chat-erasure.repository.js';

/** Rows removed in one transaction. */
const BATCH = 500;

/** Removes what people leave in chat when they go for good. */
@Injectable()
export class ChatErasureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly chat: ChatErasureRepository,
    private readonly media: MediaDiscardService,
  ) {}

  /** Makes messages tombstones, and takes the person out of rooms; partners keep theirs. May be repeated. */
  async erase(userId: UserId): Promise<Erased> {
    const { work, chat } = this;
    return {
      'messages made tombstones': await untilNothing(work, () =>
        this.release(chat.entomb(userId, BATCH)),
      ),
      rooms: await untilNothing(work, () => this.release(chat.removeRooms(userId, BATCH))),
      'rooms left': await untilNothing(work, () => chat.leave(userId, BATCH)),
      'settings of chat': await work.run(() => chat.removeRest(userId)),
    };
  }

  private async release(emptying: Promise<Emptied[]>): Promise<number> {
    const emptied = await emptying;
    await this.media.discard(emptied.flatMap(({ mediaIds }) => mediaIds));
    return emptied.length;
  }
}
