import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SignalLine } from './signal-line.js';

/** Most keys of one notification: as ids they stay below the 8,000 bytes that PostgreSQL takes. */
const MOST_KEYS = 350;
/** Most characters of the keys of one notification. */
const MOST_CHARACTERS = 7_500;
/** Keys that wait at most while the database is away: whoever hears finds out the rest by the clock. */
const MOST_WAITING = 10_000;
const RETRY_AFTER_MS = 1_000;

/** Sends signals: one notification is on its way, and what comes meanwhile is gathered for the next. */
@Injectable()
export class SignalSender implements OnApplicationShutdown {
  private readonly log = new Logger('Signals');
  private readonly waiting = new Map<string, Set<string>>();
  private sending: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly line: SignalLine) {}

  /** Takes signals to send; never fails. */
  send(topic: string, keys: readonly string[]): void {
    const gathered = this.waiting.get(topic) ?? new Set<string>();
    this.waiting.set(topic, gathered);
    for (const key of keys) {
      if (gathered.size < MOST_WAITING) {
        gathered.add(key);
      }
    }
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
  }

  /** Sends what waits, as far as the database is there. */
  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.sending;
    await this.line.close();
  }

  private async sendAll(): Promise<void> {
    for (let next = this.take(); next !== undefined; next = this.take()) {
      const { topic, keys } = next;
      try {
        await this.line.notify([topic, ...keys].join(' '));
      } catch (error) {
        if (this.closed) {
          return;
        }
        this.log.warn({ err: error }, 'Nobody is hurried: a signal could not be sent.');
        this.putBack(topic, keys);
        await pause(RETRY_AFTER_MS);
      }
    }
  }

  private take(): { topic: string; keys: string[] } | undefined {
    const [first] = this.waiting;
    if (first === undefined) {
      return undefined;
    }
    const [topic, gathered] = first;
    const keys = bounded(gathered);
    keys.forEach((key) => gathered.delete(key));
    // The topic goes to the end of the line: none keeps the others waiting.
    this.waiting.delete(topic);
    if (gathered.size > 0) {
      this.waiting.set(topic, gathered);
    }
    return { topic, keys };
  }

  private putBack(topic: string, keys: readonly string[]): void {
    const gathered = this.waiting.get(topic) ?? new Set<string>();
    this.waiting.set(topic, gathered);
    keys.forEach((key) => gathered.add(key));
  }
}

/** As many keys as one notification takes. */
function bounded(gathered: ReadonlySet<string>): string[] {
  const keys: string[] = [];
  let characters = 0;
  for (const key of gathered) {
    characters += key.length + 1;
    if (keys.length === MOST_KEYS || (keys.length > 0 && characters > MOST_CHARACTERS)) {
      break;
    }
    keys.push(key);
  }
  return keys;
}
