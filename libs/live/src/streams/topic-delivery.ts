import { Injectable, Logger } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { type LiveTopic, LiveTopics, type TopicFrame } from '../presenting/live-topics.js';
import type { OpenStream } from './open-stream.js';
import { OpenStreams } from './open-streams.js';
import { StreamMetrics } from './stream-metrics.js';
import { StreamSessions } from './stream-sessions.js';

/** Most keys that are remembered for a person who has just had a frame: then the newest are left out. */
const MOST_OWED = 100;

/** What is known of one topic. */
interface TopicState {
  readonly topic: LiveTopic;
  /** Keys that were told and not asked for yet. */
  keys: Set<string>;
  /** When each person had the last frame, in milliseconds since 1970. */
  readonly sentAt: Map<UserId, number>;
  /** Keys for people who have to wait for their next frame. */
  readonly owed: Map<UserId, Set<string>>;
  asking: boolean;
}

/** Brings frames without an id to the streams, to each person as often as their topic allows. */
@Injectable()
export class TopicDelivery {
  private readonly log = new Logger('Live');
  private readonly states = new Map<string, TopicState>();

  constructor(
    private readonly topics: LiveTopics,
    private readonly streams: OpenStreams,
    private readonly sessions: StreamSessions,
    private readonly metrics: StreamMetrics,
  ) {}

  /** Something was told. What no lib knows is nothing. */
  told(name: string, keys: readonly string[]): void {
    const topic = this.topics.find(name);
    if (topic === undefined || this.streams.size === 0) {
      return;
    }
    const state = this.stateOf(topic);
    keys.forEach((key) => state.keys.add(key));
    if (!state.asking) {
      state.asking = true;
      setTimeout(() => void this.ask(state), topic.gatherMs ?? 0);
    }
  }

  /** Sends what people had to wait for. */
  async sendOwed(now: number): Promise<void> {
    for (const state of this.states.values()) {
      const { topic, sentAt, owed } = state;
      for (const [userId, at] of sentAt) {
        if (now - at >= topic.everyMs) {
          sentAt.delete(userId);
        }
      }
      const due = [...owed].filter(([userId]) => !sentAt.has(userId));
      due.forEach(([userId]) => owed.delete(userId));
      if (due.length > 0) {
        const keys = new Set(due.flatMap(([, own]) => [...own]));
        await this.deliver(state, keys, new Set(due.map(([userId]) => userId)));
      }
    }
  }

  private stateOf(topic: LiveTopic): TopicState {
    const state = this.states.get(topic.name) ?? {
      topic,
      keys: new Set(),
      sentAt: new Map(),
      owed: new Map(),
      asking: false,
    };
    this.states.set(topic.name, state);
    return state;
  }

  private async ask(state: TopicState): Promise<void> {
    const { keys } = state;
    state.keys = new Set();
    state.asking = false;
    await this.deliver(state, keys, new Set(this.streams.people));
  }

  /** Frames are worth something only now: what fails is left out. */
  private async deliver(
    state: TopicState,
    keys: ReadonlySet<string>,
    people: ReadonlySet<UserId>,
  ): Promise<void> {
    try {
      const audience = [...people].filter((userId) => this.streams.of(userId).length > 0);
      const frames = await state.topic.frames([...keys], audience);
      const now = [...byPerson(frames)].filter(([userId]) => !this.waits(state, userId, keys));
      await this.send(state, now, keys);
    } catch (error) {
      this.log.warn({ err: error }, `Frames of ${state.topic.name} could not be made.`);
    }
  }

  private waits(state: TopicState, userId: UserId, keys: ReadonlySet<string>): boolean {
    if (state.topic.everyMs === 0) {
      return false;
    }
    if (!state.sentAt.has(userId)) {
      state.sentAt.set(userId, Date.now());
      return false;
    }
    this.owe(state, userId, keys);
    return true;
  }

  private owe({ owed }: TopicState, userId: UserId, keys: ReadonlySet<string>): void {
    const own = owed.get(userId) ?? new Set<string>();
    owed.set(userId, own);
    for (const key of keys) {
      if (own.size < MOST_OWED) {
        own.add(key);
      }
    }
  }

  /** A stream that takes nothing now, or has not begun yet, gets it when the person may have the next one. */
  private async send(
    state: TopicState,
    frames: readonly (readonly [UserId, readonly object[]])[],
    keys: ReadonlySet<string>,
  ): Promise<void> {
    const data = new Map(frames);
    const open = await this.sessions.check(frames.flatMap(([userId]) => this.streams.of(userId)));
    for (const stream of open) {
      const { userId } = stream.viewer;
      if (!stream.greeted || !this.sendAll(stream, state.topic.name, data.get(userId) ?? [])) {
        this.owe(state, userId, keys);
      }
    }
  }

  /** @returns whether the stream took all */
  private sendAll(stream: OpenStream, event: string, frames: readonly object[]): boolean {
    return frames.every((data) => {
      if (!stream.takesMore) {
        return false;
      }
      stream.send({ event, data });
      this.metrics.sent(event);
      return true;
    });
  }
}

/** The data of each person's frames, in their order. */
function byPerson(frames: readonly TopicFrame[]): Map<UserId, object[]> {
  const people = new Map<UserId, object[]>();
  for (const { userId, data } of frames) {
    const own = people.get(userId) ?? [];
    people.set(userId, own);
    own.push(data);
  }
  return people;
}
