import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { metric } from '#libs/instrumentation';

/** How the streams of this process do, for the operator. */
@Injectable()
export class StreamMetrics {
  private readonly open = metric(Gauge, { name: 'streams_open', help: 'Open streams.' });
  private readonly frames = metric(Counter<'event'>, {
    name: 'stream_frames_total',
    help: 'Frames sent, by event.',
    labelNames: ['event'],
  });
  private readonly ended = metric(Counter<'reason'>, {
    name: 'streams_ended_total',
    help: 'Streams that were ended, by why.',
    labelNames: ['reason'],
  });
  private readonly lag = metric(Histogram, {
    name: 'stream_lag_seconds',
    help: 'Time from an event to its frame, on streams that are up to date.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });

  /** Shown from the start: a rate needs a value before the first. */
  constructor() {
    this.frames.inc({ event: 'ready' }, 0);
    this.ended.inc({ reason: 'client-left' }, 0);
  }

  opened(amount: number): void {
    this.open.set(amount);
  }

  sent(event: string): void {
    this.frames.inc({ event });
  }

  /** @param amount of those that are still open */
  gone(amount: number, reason = 'client-left'): void {
    this.open.set(amount);
    this.ended.inc({ reason });
  }

  /** @param seconds from the event to its frame */
  late(seconds: number): void {
    this.lag.observe(seconds);
  }
}
