import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { Unavailable } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { LogDelivery } from './log-delivery.js';
import { OpenStream, type StreamRequest } from './open-stream.js';
import { MOST_OF_A_PERSON, OpenStreams } from './open-streams.js';
import type { StreamFace } from './stream-face.js';
import { StreamSignals } from './stream-signals.js';
import { StreamWatch } from './stream-watch.js';

/** Seconds after which somebody who found this process full may come again. */
const RETRY_AFTER_SECONDS = 5;
/** Within so many milliseconds the streams of a process that goes down are ended: not all clients return at once. */
const FAREWELL_MS = 2_000;
/** Milliseconds between two groups of streams that are ended. */
const FAREWELL_STEP_MS = 20;
/** Streams of a group when there are few. */
const FAREWELL_GROUP = 20;

/** Where streams of this process begin and end. */
@Injectable()
export class StreamHub implements BeforeApplicationShutdown {
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly streams: OpenStreams,
    private readonly delivery: LogDelivery,
    private readonly signals: StreamSignals,
    private readonly watch: StreamWatch,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError `unavailable` when this process takes no more streams */
  assertRoom(): void {
    if (this.stopping !== undefined || this.streams.size >= this.settings.streamLimit) {
      throw new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS });
    }
  }

  /** Begins a stream: it is known first and read for then, so that nothing falls between. */
  open(request: StreamRequest, face: StreamFace): void {
    const stream = new OpenStream(request, face);
    stream.onGone(() => this.streams.remove(stream));
    stream.onDrain(() => this.delivery.want(stream));
    this.streams.add(stream);
    const own = this.streams.of(request.viewer.userId).filter(({ ended }) => !ended);
    for (const older of own.slice(0, -MOST_OF_A_PERSON)) {
      older.end('replaced');
    }
    this.signals.begin();
    this.watch.begin();
    this.delivery.want(stream);
  }

  /** Ends all streams, one after the other within a few seconds, and takes no new ones. */
  stop(): Promise<void> {
    this.stopping ??= this.endAll();
    return this.stopping;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
    this.watch.end();
  }

  private async endAll(): Promise<void> {
    const streams = this.streams.all;
    const steps = FAREWELL_MS / FAREWELL_STEP_MS;
    const size = Math.max(FAREWELL_GROUP, Math.ceil(streams.length / steps));
    for (let from = 0; from < streams.length; from += size) {
      streams.slice(from, from + size).forEach((stream) => stream.end('going-down'));
      await pause(FAREWELL_STEP_MS);
    }
    await this.streams.emptied();
  }
}
