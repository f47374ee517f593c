import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';

/** One frame without an id. */
export interface TopicFrame {
  readonly userId: UserId;
  readonly data: object;
}

/** Frames that are worth something only now: without an id, and nobody gets them later. */
export interface LiveTopic {
  /** The name of its frames, and the topic of its signals. */
  readonly name: string;
  /** Milliseconds between two deliveries to one person, 0 for none. What comes sooner is sent then. */
  readonly everyMs: number;
  /** Milliseconds for which keys are gathered before people are asked for, default 0. */
  readonly gatherMs?: number;
  /**
   * What people are told because of the keys, any number of frames to each, in the order in which they are sent.
   *
   * @param keys what `LiveSignals.tell` was given, of many calls
   * @param audience people with open streams
   */
  frames(keys: readonly string[], audience: readonly UserId[]): Promise<readonly TopicFrame[]>;
}

/** The frames without an id, across the libs that are loaded. */
@Injectable()
export class LiveTopics {
  private readonly byName = new Map<string, LiveTopic>();

  /** Called by each lib when its module starts. @throws Error when the name is taken */
  register(topic: LiveTopic): void {
    if (this.byName.has(topic.name)) {
      throw new Error(`Two libs call their topic "${topic.name}".`);
    }
    this.byName.set(topic.name, topic);
  }

  /** `undefined` for one that no loaded lib knows, as while a version is rolled out. */
  find(name: string): LiveTopic | undefined {
    return this.byName.get(name);
  }
}
