import { Injectable, Logger } from '@nestjs/common';
import { JobHandler, Loop, Scheduled } from '#libs/jobs';
import { type Id, idBatches } from '#libs/kernel';
import { CounterRepository, type Drift } from './counter.repository.js';
import { CounterMetrics } from './counter-metrics.js';
import { type CounterSet, countersOf, declaredCounters } from './counter-set.js';
import { RECOUNT_QUEUE } from './counters.js';

/** Rows compared under one set of locks. */
const BATCH = 500;
/** Pause between two roll-ups: a contended counter is right within a second. */
const ROLL_UP_EVERY_MS = 250;

/** Keeps counters right: rolls up deltas, recounts, and reports what had drifted. */
@Injectable()
export class CounterAuditService {
  private readonly log = new Logger(CounterAuditService.name);

  constructor(
    private readonly repository: CounterRepository,
    private readonly metrics: CounterMetrics,
  ) {}

  /** Adds all waiting deltas. */
  @Loop({ name: 'counters.roll-up', everyMs: ROLL_UP_EVERY_MS })
  async rollUp(): Promise<void> {
    let added: number;
    do {
      added = await this.repository.rollUp();
    } while (added > 0);
  }

  /** Recounts everything and repairs what is wrong. */
  @Scheduled({ name: 'counters.audit', cron: '17 * * * *', expireInSeconds: 3_600 })
  async audit(): Promise<void> {
    await this.reconcile({ repair: true });
  }

  @JobHandler<{ table: string; keys: Id[] }>({ name: RECOUNT_QUEUE })
  async recount({ table, keys }: { table: string; keys: Id[] }): Promise<void> {
    await this.repository.compare(countersOf(table), keys, true);
  }

  /**
   * Compares every counter with the rows that it counts, while people act.
   *
   * @returns each counter that was wrong
   */
  async reconcile({ repair }: { repair: boolean }): Promise<Drift[]> {
    const drifts: Drift[] = [];
    for (const set of declaredCounters()) {
      const found = await this.reconcileSet(set, repair);
      this.metrics.drifted(set, found);
      drifts.push(...found);
    }
    if (drifts.length > 0) {
      this.log.warn({ drifts: drifts.slice(0, 20), count: drifts.length }, 'Counters had drifted.');
    }
    return drifts;
  }

  private async reconcileSet(set: CounterSet, repair: boolean): Promise<Drift[]> {
    const drifts: Drift[] = [];
    for await (const keys of idBatches((after) => this.repository.keysAfter(set, after, BATCH))) {
      drifts.push(...(await this.repository.compare(set, keys, repair)));
    }
    return drifts;
  }
}
