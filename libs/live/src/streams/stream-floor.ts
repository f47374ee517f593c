import { Injectable, Logger } from '@nestjs/common';
import { LogDelivery } from './log-delivery.js';
import { OpenStreams } from './open-streams.js';
import { StreamReader } from './stream.reader.js';
import { StreamSessions } from './stream-sessions.js';
import { StreamTimes } from './stream-times.js';

/** Finds by looking what no signal has told: new events, and sessions that have ended. */
@Injectable()
export class StreamFloor {
  private readonly log = new Logger('Live');
  private positionsAt = 0;
  private sessionsAt = 0;
  private looking = false;

  constructor(
    private readonly streams: OpenStreams,
    private readonly delivery: LogDelivery,
    private readonly sessions: StreamSessions,
    private readonly reader: StreamReader,
    private readonly times: StreamTimes,
  ) {}

  /** Looks at what is due, one look at a time. @param now in milliseconds since 1970 */
  async look(now: number): Promise<void> {
    if (this.looking || this.streams.size === 0) {
      return;
    }
    this.looking = true;
    try {
      await this.catchUp(now);
    } catch (error) {
      this.log.warn({ err: error }, 'Streams can’t be compared with the database.');
    }
    this.looking = false;
  }

  private async catchUp(now: number): Promise<void> {
    if (now - this.sessionsAt >= this.times.sessions) {
      this.sessionsAt = now;
      await this.sessions.check(this.streams.all);
    }
    if (now - this.positionsAt >= this.times.floor) {
      this.positionsAt = now;
      await this.comparePositions();
    }
  }

  private async comparePositions(): Promise<void> {
    const positions = await this.reader.positions(this.streams.people);
    for (const stream of this.streams.all) {
      const newest = positions.get(stream.viewer.userId);
      const { place } = stream;
      const behind =
        newest !== undefined && (place?.epoch !== newest.epoch || place.seq !== newest.seq);
      if (behind || !stream.greeted) {
        this.delivery.want(stream);
      }
    }
  }
}
