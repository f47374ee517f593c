import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter } from 'prom-client';
import { metric } from '#libs/instrumentation';
import type { Drift } from './counter.repository.js';
import { type CounterSet, declaredCounters } from './counter-set.js';

/** What the audit found, for the operator. */
@Injectable()
export class CounterMetrics implements OnModuleInit {
  private readonly drift = metric(Counter<'counter'>, {
    name: 'counter_drift_total',
    help: 'Difference between stored counters and the rows they count, found by audits.',
    labelNames: ['counter'],
  });

  /** A series that begins with its first drift would hide that drift from `increase()`. */
  onModuleInit(): void {
    for (const set of declaredCounters()) {
      this.drifted(set, []);
    }
  }

  /** Records the drift that an audit found in one set; columns without drift appear with 0. */
  drifted(set: CounterSet, found: readonly Drift[]): void {
    for (const column of set.columns) {
      const counter = `${set.table}.${column}`;
      const amount = found
        .filter((drift) => drift.counter === counter)
        .reduce((sum, { stored, actual }) => sum + Math.abs(stored - actual), 0);
      this.drift.inc({ counter }, amount);
    }
  }
}
