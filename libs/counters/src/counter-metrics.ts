import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, register } from 'prom-client';
import type { Drift } from './counter.repository.js';
import { type CounterSet, declaredCounters } from './counter-set.js';

/** What the audit found, for the operator. */
@Injectable()
export class CounterMetrics implements OnModuleInit {
  private readonly drift = metric();

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

function metric(): Counter<'counter'> {
  const name = 'counter_drift_total';
  const known = register.getSingleMetric(name);
  return known instanceof Counter
    ? known
    : new Counter({
        name,
        help: 'Difference between stored counters and the rows they count, found by audits.',
        labelNames: ['counter'],
      });
}
