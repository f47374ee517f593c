import { Injectable, Logger } from '@nestjs/common';
import type { Id, UserId } from '#libs/kernel';
import { UnreadRegistry } from '../unread/unread.registry.js';
import { eventId, type LivePlace } from './event-id.js';
import { LogBodies } from './log-bodies.js';
import { HEARTBEAT_SECONDS, type OpenStream } from './open-stream.js';
import { type LogEvent, type LogPart, StreamReader } from './stream.reader.js';
import { StreamMetrics } from './stream-metrics.js';
import { StreamSessions } from './stream-sessions.js';

/** Most streams that one statement reads for. */
const MOST_STREAMS = 200;

/** Before a read that failed is tried again. */
const RETRY_AFTER_MS = 1_000;

/** For so long after an event a process that doesn't know its type is taken for one that is about to be replaced. */
const ROLLOUT_SECONDS = 15 * 60;

/** A stream with what was read for it. */
interface Delivery {
  readonly stream: OpenStream;
  readonly part: LogPart;
}

/** Brings the log to the streams: what is wanted in one turn is read by one statement. */
@Injectable()
export class LogDelivery {
  private readonly log = new Logger('Live');
  private readonly due = new Set<OpenStream>();
  private running = false;

  constructor(
    private readonly reader: StreamReader,
    private readonly bodies: LogBodies,
    private readonly unread: UnreadRegistry,
    private readonly metrics: StreamMetrics,
    private readonly sessions: StreamSessions,
  ) {}

  /** Reads for a stream soon. One that takes nothing now is read for when it does. */
  want(stream: OpenStream): void {
    this.due.add(stream);
    if (!this.running) {
      this.running = true;
      setImmediate(() => void this.run());
    }
  }

  private async run(): Promise<void> {
    while (this.due.size > 0) {
      const batch = this.take();
      try {
        await this.deliver(batch);
      } catch (error) {
        this.log.warn({ err: error }, 'Streams wait: their events can’t be read.');
        batch.forEach((stream) => this.due.add(stream));
        setTimeout(() => void this.run(), RETRY_AFTER_MS);
        return;
      }
    }
    this.running = false;
  }

  private take(): OpenStream[] {
    const batch: OpenStream[] = [];
    for (const stream of this.due) {
      this.due.delete(stream);
      if (stream.takesMore && batch.push(stream) === MOST_STREAMS) {
        break;
      }
    }
    return batch;
  }

  private async deliver(batch: readonly OpenStream[]): Promise<void> {
    if (batch.length === 0) {
      return;
    }
    const parts = await this.reader.parts(
      batch.map(({ viewer: { sessionId, userId }, place }) => ({
        sessionId,
        userId,
        after: place?.seq ?? null,
      })),
    );
    const deliveries: Delivery[] = [];
    batch.forEach((stream, index) => {
      const part = parts[index];
      if (part === undefined) {
        stream.end('session-ended');
      } else {
        deliveries.push({ stream, part });
      }
    });
    await this.greet(deliveries.filter(({ stream }) => !stream.greeted));
    await this.sendEvents(deliveries.filter((delivery) => this.goesOn(delivery)));
  }

  private async greet(fresh: readonly Delivery[]): Promise<void> {
    const unread =
      fresh.length === 0
        ? undefined
        : await this.unread.of([...new Set(fresh.map(({ stream }) => stream.viewer.userId))]);
    for (const { stream, part } of fresh) {
      stream.greeted = true;
      this.send(stream, 'ready', {
        resumed: stream.place !== undefined && follows(stream.place, part),
        heartbeatSeconds: HEARTBEAT_SECONDS,
        unread: unread?.get(stream.viewer.userId) ?? {},
      });
    }
  }

  /** Whether the events that were read come next; if some are missing the stream goes on from the end of the log. */
  private goesOn({ stream, part }: Delivery): boolean {
    stream.place ??= part.newest;
    if (follows(stream.place, part)) {
      return part.events.length > 0;
    }
    stream.place = part.newest;
    this.send(stream, 'reset', {}, part.newest);
    return false;
  }

  private async sendEvents(deliveries: readonly Delivery[]): Promise<void> {
    const byPerson = new Map<UserId, Delivery[]>();
    for (const delivery of deliveries) {
      const { userId } = delivery.stream.viewer;
      byPerson.set(userId, [...(byPerson.get(userId) ?? []), delivery]);
    }
    await Promise.all([...byPerson.values()].map((own) => this.sendTo(own)));
  }

  /** Sends events to the streams of one person. What fails is tried again when the positions are looked at. */
  private async sendTo(deliveries: readonly Delivery[]): Promise<void> {
    try {
      const [first] = deliveries;
      if (first !== undefined) {
        const events = deliveries.flatMap(({ part }) => part.events);
        const bodyOf = await this.bodies.of(first.stream.viewer, events);
        // Who has left while the bodies were made gets nothing of what was read then.
        await this.sessions.check(deliveries.map(({ stream }) => stream));
        deliveries.forEach((delivery) => this.sendBodies(delivery, bodyOf));
      }
    } catch (error) {
      this.log.warn({ err: error }, 'Events could not be made for a stream.');
    }
  }

  private sendBodies(
    { stream, part }: Delivery,
    bodyOf: (type: string, subjectId: Id) => object | undefined,
  ): void {
    const { newest, events } = part;
    for (const event of events) {
      if (!stream.takesMore) {
        return;
      }
      const place = { epoch: newest.epoch, seq: event.seq };
      if (this.bodies.knows(event.type)) {
        stream.place = place;
        this.sendBody(stream, event, bodyOf(event.type, event.subjectId));
      } else {
        this.pass(stream, event, place);
      }
    }
    if ((stream.place?.seq ?? 0) < newest.seq) {
      this.want(stream);
    }
  }

  private sendBody(stream: OpenStream, { type, age }: LogEvent, body: object | undefined): void {
    if (body !== undefined) {
      this.send(stream, type, body, stream.place);
      this.metrics.late(age);
    }
  }

  /**
   * Deals with an event that this process can't tell of. While a newer version is rolled out the client goes on at
   * another process; what no process has known for long, as after a version was taken back, is to be found in lists.
   */
  private pass(stream: OpenStream, { age }: LogEvent, place: LivePlace): void {
    if (age < ROLLOUT_SECONDS) {
      stream.end('going-down');
    } else {
      stream.place = place;
      this.send(stream, 'reset', {}, place);
    }
  }

  private send(stream: OpenStream, event: string, data: object, place?: LivePlace): void {
    stream.send({ event, data, ...(place && { id: eventId(place) }) });
    this.metrics.sent(event);
  }
}

/** Whether nothing is missing between a place and what was read after it. */
function follows({ epoch, seq }: LivePlace, { newest, events }: LogPart): boolean {
  const sameLog = epoch === newest.epoch || (epoch === 0 && seq === 0);
  return sameLog && (seq === newest.seq || events[0]?.seq === seq + 1);
}
