import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { LivePeople, LiveSignals, type PeopleWatcher } from '#libs/live';
import { GATHER_MS, GONE_AFTER_SECONDS, PRESENCE } from './presence.js';
import { PresenceRepository } from './presence.repository.js';

/**
 * Notes who has streams in this process: soon after people came or left, in one write for all who did meanwhile, and
 * everybody anew when processes are asked. Tells partners who came, and who stayed away.
 */
@Injectable()
export class PresenceNotingService
  implements PeopleWatcher, OnModuleInit, BeforeApplicationShutdown
{
  private readonly log = new Logger('Chat');
  /** A process that starts anew is another one. */
  private readonly processId = randomUUID();
  /** Who came or left since the last note. */
  private changed = new Set<UserId>();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Notes are written one after the other: two at once would wait for each other's rows. */
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly people: LivePeople,
    private readonly signals: LiveSignals,
    private readonly work: UnitOfWork,
    private readonly presence: PresenceRepository,
  ) {}

  onModuleInit(): void {
    this.people.watch(this);
  }

  came(userId: UserId): void {
    this.change(userId);
  }

  left(userId: UserId): void {
    this.change(userId);
  }

  /** Notes everybody who is there, and that the process lives. */
  settle(): Promise<void> {
    return this.inTurn(() => this.note(this.people.all));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.timers.forEach((timer) => {
      clearTimeout(timer);
    });
    await this.writing;
  }

  private change(userId: UserId): void {
    if (this.changed.size === 0) {
      this.later(GATHER_MS, () => this.noteChanged());
    }
    this.changed.add(userId);
  }

  private async noteChanged(): Promise<void> {
    const changed = [...this.changed];
    this.changed = new Set();
    const here = changed.filter((userId) => this.people.has(userId));
    const gone = changed.filter((userId) => !this.people.has(userId));
    await this.note(here, gone);
  }

  /** @param gone who has left; absent: everybody but those who are here */
  private async note(here: readonly UserId[], gone?: readonly UserId[]): Promise<void> {
    const noted = await this.work.run(async () => {
      await this.presence.beat(this.processId);
      return this.presence.note(this.processId, here, gone);
    });
    this.tell(noted.filter(({ isThere }) => isThere).map(({ userId }) => userId));
    if (noted.some(({ isThere }) => !isThere)) {
      this.later(GONE_AFTER_SECONDS * 1_000, () => this.forget());
    }
  }

  private async forget(): Promise<void> {
    this.tell(await this.work.run(() => this.presence.forget()));
  }

  private tell(people: readonly UserId[]): void {
    if (people.length > 0) {
      this.signals.tell(PRESENCE, people);
    }
  }

  /** What fails is found by the next look at everybody. */
  private later(ms: number, act: () => Promise<void>): void {
    if (this.closed) {
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.inTurn(act).catch((error: unknown) => {
        this.log.warn({ err: error }, 'Who is there could not be noted.');
      });
    }, ms);
    this.timers.add(timer.unref());
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    const written = this.writing.then(() => (this.closed ? undefined : act()));
    this.writing = written.catch(() => undefined);
    return written;
  }
}
