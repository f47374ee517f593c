import { Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { Settings } from '#libs/config';
import { DatabaseAddress, runOf } from '#libs/database';
import { LISTENING, notifying } from './signal.sql.js';

const CONNECT_TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = 1_000;

/** Who listens on the line. */
export interface SignalListener {
  /** Something was told: a topic and its keys. */
  heard(topic: string, keys: readonly string[]): void;
  /** The line has just been opened: whatever was told before may have been missed. */
  opened(): void;
}

/**
 * The connection on which processes tell each other what is new: NOTIFY outside of every transaction, and LISTEN when
 * somebody wants to hear. It is opened when it is first needed, and anew when it breaks.
 */
@Injectable()
export class SignalLine {
  private readonly log = new Logger('Signals');
  private readonly url: string;
  private connecting: Promise<pg.Client> | undefined;
  private readonly listeners: SignalListener[] = [];
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(address: DatabaseAddress, settings: Settings) {
    this.url = settings.databaseListenUrl ?? address.url;
  }

  /** Hears everything that is told from now on, in every process, this one included. */
  listen(listener: SignalListener): void {
    this.listeners.push(listener);
    this.open();
  }

  /** Tells everybody who listens. @throws when the database is away */
  async notify(text: string): Promise<void> {
    const client = await this.connected();
    await client.query(runOf(notifying(text)));
  }

  /** Can't be opened again. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private open(): void {
    this.connected()
      .then((client) => this.hear(client))
      .catch(() => this.reopenLater());
  }

  private connected(): Promise<pg.Client> {
    if (this.closed) {
      return Promise.reject(new Error('The line is closed.'));
    }
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'maru-signals',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    client.on('notification', ({ payload = '' }) => {
      const [topic = '', ...keys] = payload.split(' ');
      this.listeners.forEach((listener) => listener.heard(topic, keys));
    });
    await client.connect();
    client.once('end', () => this.lost());
    return client;
  }

  private async hear(client: pg.Client): Promise<void> {
    await client.query(runOf(LISTENING));
    this.listeners.forEach((listener) => listener.opened());
  }

  private lost(): void {
    this.connecting = undefined;
    if (this.listeners.length > 0 && !this.closed) {
      this.log.warn('The line on which processes tell each other what is new broke.');
      this.reopenLater();
    }
  }

  private reopenLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (!this.closed) {
        this.open();
      }
    }, RETRY_AFTER_MS);
  }
}
