import { setTimeout as pause } from 'node:timers/promises';
import { StreamClient } from '../../../libs/testing/src/stream-client.js';
import type { Place } from '../client/client.js';

/** A stream that goes on after its last id, on whichever program is there, and what a client knows from it. */
export class Following {
  readonly ids: string[] = [];
  /** Notifications that it has been told of, without those that are gone. */
  readonly known = new Set<string>();
  /** Messages that it has been told of. */
  readonly messages = new Set<string>();
  /** Whether it has begun: what happens from then on must come. */
  isReady = false;
  /** Frames that say that something was missed. */
  resets = 0;
  openings = 0;
  private lastId: string | undefined;
  private ended = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly place: Place,
    private readonly token: string,
  ) {
    this.running = this.run();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver()) {
      const headers = this.lastId === undefined ? undefined : { 'last-event-id': this.lastId };
      const client = await StreamClient.open(this.place.url, this.token, headers).catch(() => null);
      await this.take(client);
      client?.leave();
      await pause(20);
    }
  }

  private async take(client: StreamClient | null): Promise<void> {
    this.openings += client?.status === 200 ? 1 : 0;
    for (let taken = 0; client !== null && !client.closed && !this.isOver();) {
      await pause(20);
      for (const { event, id, data } of client.frames.slice(taken)) {
        taken += 1;
        this.isReady ||= event === 'ready';
        this.resets += event === 'reset' ? 1 : 0;
        if (id !== undefined) {
          this.lastId = id;
          this.ids.push(id);
        }
        if (event === 'notification') {
          this.known.add(data.id);
        } else if (event === 'notification.removed') {
          this.known.delete(data.id);
        } else if (event === 'message') {
          this.messages.add(data.id);
        }
      }
    }
  }

  private isOver(): boolean {
    return this.ended;
  }
}
