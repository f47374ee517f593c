import { Injectable, Logger } from '@nestjs/common';
import { SignalLine, type SignalListener } from '#libs/signals';
import { ENDED, LIVE_LOG } from '../signals/live-signals.js';
import { LogDelivery } from './log-delivery.js';
import { OpenStreams } from './open-streams.js';
import { StreamSessions } from './stream-sessions.js';
import { TopicDelivery } from './topic-delivery.js';

/** Hears what processes tell each other, for the streams of this one. */
@Injectable()
export class StreamSignals implements SignalListener {
  private readonly log = new Logger('Live');
  private listening = false;

  constructor(
    private readonly line: SignalLine,
    private readonly streams: OpenStreams,
    private readonly delivery: LogDelivery,
    private readonly topics: TopicDelivery,
    private readonly sessions: StreamSessions,
  ) {}

  /** Listens from now on: a process without streams has no use for it. */
  begin(): void {
    if (!this.listening) {
      this.listening = true;
      this.line.listen(this);
    }
  }

  heard(topic: string, keys: readonly string[]): void {
    if (topic === LIVE_LOG) {
      for (const stream of keys.flatMap((userId) => this.streams.of(userId))) {
        this.delivery.want(stream);
      }
    } else if (topic === ENDED) {
      this.sessions
        .check(keys.flatMap((userId) => this.streams.of(userId)))
        .catch((error: unknown) => {
          this.log.warn({ err: error }, 'Sessions of streams can’t be read.');
        });
    } else {
      this.topics.told(topic, keys);
    }
  }

  /** Everybody may have missed something. */
  opened(): void {
    for (const stream of this.streams.all) {
      this.delivery.want(stream);
    }
  }
}
