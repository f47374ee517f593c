import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { LivePeople } from '../presenting/live-people.js';
import type { OpenStream } from './open-stream.js';
import { StreamMetrics } from './stream-metrics.js';

/** Most streams of one person in one process. */
export const MOST_OF_A_PERSON = 10;

/** The open streams of this process. */
@Injectable()
export class OpenStreams {
  private readonly byPerson = new Map<string, Set<OpenStream>>();
  private amount = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly metrics: StreamMetrics,
    private readonly present: LivePeople,
  ) {}

  get size(): number {
    return this.amount;
  }

  /** Everybody who has a stream. */
  get people(): UserId[] {
    return this.present.all;
  }

  get all(): OpenStream[] {
    return [...this.byPerson.values()].flatMap((streams) => [...streams]);
  }

  /** The streams of a person, oldest first. */
  of(userId: string): readonly OpenStream[] {
    return [...(this.byPerson.get(userId) ?? [])];
  }

  add(stream: OpenStream): void {
    const { userId } = stream.viewer;
    const streams = this.byPerson.get(userId) ?? new Set();
    this.byPerson.set(userId, streams.add(stream));
    this.amount += 1;
    this.metrics.opened(this.amount);
    if (streams.size === 1) {
      this.present.came(userId);
    }
  }

  remove(stream: OpenStream): void {
    const { userId } = stream.viewer;
    const streams = this.byPerson.get(userId);
    if (streams?.delete(stream) === true) {
      this.amount -= 1;
      this.metrics.gone(this.amount, stream.endReason);
      if (streams.size === 0) {
        this.byPerson.delete(userId);
        this.present.left(userId);
      }
      if (this.amount === 0) {
        this.waiting.splice(0).forEach((tell) => {
          tell();
        });
      }
    }
  }

  /** Waits until there is none any more. */
  async emptied(): Promise<void> {
    if (this.amount > 0) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}
