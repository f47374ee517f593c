import { Injectable } from '@nestjs/common';
import type { OpenStream } from './open-stream.js';
import { OpenStreams } from './open-streams.js';
import { StreamFloor } from './stream-floor.js';
import { StreamTimes } from './stream-times.js';
import { TopicDelivery } from './topic-delivery.js';

/**
 * Looks after the streams by the clock: ends those whose token has ended or whose client takes nothing, and shows that
 * the others live.
 */
@Injectable()
export class StreamWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly streams: OpenStreams,
    private readonly floor: StreamFloor,
    private readonly topics: TopicDelivery,
    private readonly times: StreamTimes,
  ) {}

  /** Looks from now on. */
  begin(): void {
    this.timer ??= setInterval(() => {
      this.look(Date.now());
    }, this.times.tick);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private look(now: number): void {
    for (const stream of this.streams.all) {
      this.lookAt(stream, now);
    }
    void this.topics.sendOwed(now);
    void this.floor.look(now);
  }

  private lookAt(stream: OpenStream, now: number): void {
    if (now >= stream.expiresAt) {
      stream.end('token-expired');
    } else if (stream.stuckFor(now) >= this.times.patience) {
      stream.end('too-slow');
    } else {
      stream.beatAt(now);
    }
  }
}
